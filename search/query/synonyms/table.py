"""All synonyms, by the form under which a typed word is looked up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final

from search.letters.vocabulary import lines_of
from search.query.stemming import pieces
from search.query.synonyms.drug_names import DrugNames, drug_names
from search.query.synonyms.lines import Line, read

FILE_NAME: Final = "synonyms.txt"
# Words typed apart may be one entry where that is long; "or if" is not the operation "orif".
_LONG_KEY: Final = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry's alternatives, best first, and of how many words it is written."""

    alternatives: tuple[str, ...]
    words: int

    def may_be_typed_as(self, key: str, words: int) -> bool:
        """Whether `words` typed words, which make `key`, can mean this entry."""
        return words <= self.words or len(key) >= _LONG_KEY


@dataclass(frozen=True, slots=True)
class Table:
    """Entries by key, and all beginnings of keys."""

    entries: dict[str, Entry]
    beginnings: frozenset[str]

    def find(self, key: str, words: int) -> Entry | None:
        entry = self.entries.get(key)
        return entry if entry is not None and entry.may_be_typed_as(key, words) else None


def key_of(text: str) -> str:
    """An entry's pieces without anything between: `C-spine`, `c spine` and `cspine` are one."""
    return "".join(pieces(text))


@cache
def table() -> Table:
    """The synonyms of the file and of the list of drugs, read once.

    Raises:
        SynonymMistake: a line of the file cannot be understood.
    """
    return table_of(read(lines_of(FILE_NAME, "search.query.synonyms")), drug_names())


def table_of(lines: Sequence[Line], drugs: DrugNames) -> Table:
    """The synonyms of these lines and drugs."""
    barred = {key_of(line.barred) for line in lines if line.barred}
    said = _said(lines)
    words = _words((*drugs.names(), *(finder for line in lines for finder in line.finders)))
    alternatives = {key_of(name): drugs.alternatives_of(name) for name in drugs.names()}
    entries = {
        key: Entry(_all_of(alternatives.get(key, ()), said, said.get(key, ()), drugs, barred), count)
        for key, count in words.items()
        if key not in barred
    }
    return Table(entries, frozenset(beginning for key in entries for beginning in accumulate(key)))


def _said(lines: Iterable[Line]) -> dict[str, tuple[str, ...]]:
    """What the file says: alternatives by a finder's key."""
    said: dict[str, tuple[str, ...]] = {}
    for line in lines:
        for finder in line.finders:
            key = key_of(finder)
            # Its own entry tells that a term is written with a hyphen, so apart as well as together.
            own = [finder] if "-" in finder else []
            others = (term for term in line.found if key_of(term) != key)
            said[key] = (*said.get(key, ()), *others, *own)
    return said


def _words(terms: Iterable[str]) -> dict[str, int]:
    """By key, the number of words of which it is written at most."""
    words: dict[str, int] = {}
    for term in terms:
        key = key_of(term)
        words[key] = max(words.get(key, 0), len(pieces(term)))
    return words


def _all_of(
    of_drug: tuple[str, ...],
    said: dict[str, tuple[str, ...]],
    of_file: tuple[str, ...],
    drugs: DrugNames,
    barred: set[str],
) -> tuple[str, ...]:
    """A drug's names, what the file says of them and of the key, and the brands of what that names."""
    of_names = [term for name in of_drug for term in said.get(key_of(name), ())]
    brands = [brand for term in of_file for brand in drugs.brands_of.get(term, ())]
    everything = dict.fromkeys((*of_drug[:1], *of_file, *of_drug[1:], *of_names, *brands))
    return tuple(term for term in everything if key_of(term) not in barred)
