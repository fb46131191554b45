"""The lines of `data/synonyms.txt`, which `docs/synonyms.md` describes.

a = b = c    each finds each
a => b, c    `a` finds `b` and `c`; neither finds `a`
! a          no synonym, though the list of drugs has it as a name
"""

from collections.abc import Iterable
from dataclasses import dataclass


class SynonymMistake(ValueError):
    """A line of the synonyms' file that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says: `finders` look for `found`, or `barred` is no synonym."""

    finders: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    barred: str = ""


def read(entries: Iterable[str]) -> list[Line]:
    """Read lines that are neither empty nor notes; what stands behind ` # ` is a note too.

    Raises:
        SynonymMistake: a line has no sign, two different ones, or an empty entry.
    """
    return [_line(entry.split(" # ")[0].strip()) for entry in entries]


def _line(text: str) -> Line:
    if text.startswith("!"):
        return Line(barred=_checked([text[1:]], text)[0])
    if "=>" in text:
        left, *rights = text.split("=>")
        right = _checked(",".join(rights).split(","), text)
        if len(rights) > 1 or "=" in left or any("=" in entry for entry in right):
            raise SynonymMistake(f"One sign a line, mend this one: {text!r}")
        return Line(_checked([left], text), right)
    terms = _checked(text.split("="), text)
    if any("," in term for term in terms) or (len(terms) == 1 and "-" not in text):
        raise SynonymMistake(f"Entries are parted by ' = ', or by one '=>' and commas, mend this: {text!r}")
    return Line(terms, terms)


def _checked(entries: list[str], line: str) -> tuple[str, ...]:
    stripped = tuple(entry.strip() for entry in entries)
    if not all(stripped):
        raise SynonymMistake(f"An entry is empty in this line: {line!r}")
    return stripped
