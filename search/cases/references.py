"""A decision, or a letter that could not be read into decisions, as other programs keep references.

RIS and BibTeX are written here alone: for one decision at its letter, and for a whole case list.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from search.cases.citations import AUTHOR, KIND, citation, key, letter_citation, letter_title, title
from search.models import Determination, Letter

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited: an item of a letter, or without a `determination` the letter as a whole.

    `abstract` and `note` go along where they are not empty.
    """

    letter: Letter
    determination: Determination | None = None
    abstract: str = ""
    note: str = ""

    @property
    def number(self) -> int:
        """The item's number; 0 stands for the letter."""
        return self.determination.number if self.determination else 0

    @property
    def accession(self) -> str:
        """What the decision is called: `CM16-0213037#2`."""
        return f"{self.letter.reference}#{self.number}" if self.number else self.letter.reference

    @property
    def key(self) -> str:
        """A name by which programs tell references apart."""
        return key(self.letter.reference, self.number)

    @property
    def path(self) -> str:
        """Of the letter's page, at the item."""
        return self.letter.get_absolute_url() + (f"#{self.number}" if self.number else "")

    @property
    def citation(self) -> str:
        """In one line without a full stop."""
        return citation(self.determination) if self.determination else letter_citation(self.letter)

    @property
    def title(self) -> str:
        """The citation without day and author."""
        return title(self.determination) if self.determination else letter_title(self.letter)

    @property
    def keywords(self) -> list[str]:
        """Outcome, category and the reviewer's guidelines."""
        if self.determination is None:
            return []
        outcome, category = self.determination.get_outcome_display(), self.determination.category
        return [outcome, category, *guideline_names(self.determination)]


def guideline_names(determination: Determination) -> list[str]:
    """The reviewer's guidelines by name, each once."""
    found = determination.reviewer_guidelines
    return list(dict.fromkeys(" ".join(filter(None, (one["family"], one.get("title")))) for one in found))


def ris(reference: Reference, address: Address) -> str:
    """A government document in RIS; `address` makes a whole address of a path."""
    decided_on = reference.letter.decided_on
    tags: list[tuple[str, str]] = [
        ("TY", "GOVDOC"),
        ("ID", reference.key),
        ("AU", AUTHOR),
        ("TI", reference.title),
        ("PY", f"{decided_on:%Y}" if decided_on else ""),
        ("DA", f"{decided_on:%Y/%m/%d}/" if decided_on else ""),
        ("PB", AUTHOR),
        ("AN", reference.accession),
        ("UR", address(reference.path)),
        *(("KW", word) for word in reference.keywords),
        ("AB", reference.abstract),
        ("N1", reference.note),
    ]
    # One line a tag: what follows a line's end would be read as another tag.
    written = [f"{tag}  - {text}" for tag, text in ((tag, _one_line(text)) for tag, text in tags) if text]
    return "\r\n".join([*written, "ER  - ", "", ""])


def bibtex(reference: Reference, address: Address) -> str:
    """A `misc` in BibTeX; `address` makes a whole address of a path."""
    decided_on = reference.letter.decided_on
    fields = {
        # Braces within: a name of an office is not parted into first and last name.
        "author": f"{{{_tex(AUTHOR)}}}",
        "title": f"{{{_tex(reference.title)}}}",
        "year": f"{decided_on:%Y}" if decided_on else "",
        "month": str(decided_on.month) if decided_on else "",
        "howpublished": KIND,
        "keywords": _tex(", ".join(reference.keywords)),
        "url": _tex_address(address(reference.path)),
        "abstract": _tex(reference.abstract),
        "annote": _tex(reference.note),
    }
    written = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@misc{{{reference.key},\n{written}\n}}\n"


def plain(reference: Reference, address: Address) -> str:
    """A line of text with a full stop, and the address on the next."""
    return f"{_one_line(reference.citation)}.\n{address(reference.path)}\n"


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


_TEX: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces even behind a backslash: one alone would end the entry elsewhere.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{one: f"\\{one}" for one in "$&#_%"},
}


def _tex(text: str) -> str:
    return "".join(_TEX.get(one, one) for one in _one_line(text))


def _tex_address(text: str) -> str:
    """An address is taken as it stands; braces and backslashes have no place in one."""
    return text.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


RIS_TYPE: Final = "application/x-research-info-systems; charset=utf-8"
BIBTEX_TYPE: Final = "application/x-bibtex; charset=utf-8"
