"""Finding listed phrases in a treatment's words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")
# Digits part from letters (`Norco10/325mg`), hyphens and slashes part words (`Depo-Medrol`, `tramadol/APAP`).
WORD: Final = re.compile(r"[A-Za-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A phrase's value, and where in the text it stands."""

    value: Value
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """Small-letter words and numbers of `text` in order."""
    return [word.lower() for word in WORD.findall(text)]


class PhraseTable(Generic[Value]):
    """Phrases of any number of words, each with a value; the longest phrase at a place wins."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._values: dict[tuple[str, ...], Value] = {
            tuple(words_of(phrase)): value for phrase, value in entries
        }
        self._longest = max(map(len, self._values), default=0)
        self._first_words = {phrase[0] for phrase in self._values if phrase}

    def values(self) -> Iterable[Value]:
        """Values of all phrases."""
        return self._values.values()

    def find(self, text: str) -> Iterator[Found[Value]]:
        """Phrases in `text`, none overlapping, in order."""
        matches = list(WORD.finditer(text))
        words = [match[0].lower() for match in matches]
        position = 0
        while position < len(words):
            length = self._length_at(words, position)
            if length:
                last = position + length
                value = self._values[tuple(words[position:last])]
                yield Found(value, matches[position].start(), matches[last - 1].end())
            position += length or 1

    def _length_at(self, words: list[str], position: int) -> int:
        if words[position] not in self._first_words:
            return 0
        for length in range(min(self._longest, len(words) - position), 0, -1):
            if tuple(words[position : position + length]) in self._values:
                return length
        return 0


def table_of(rows: Iterable[tuple[str, ...]]) -> PhraseTable[tuple[str, ...]]:
    """Rows of a name and phrases parted by commas as a table of phrase to names.

    A phrase may stand in several rows; one of the row `-` has no name and shields its words.
    """
    by_phrase: dict[str, tuple[str, ...]] = {}
    for name, phrases in rows:
        for phrase in phrases.split(","):
            key = " ".join(words_of(phrase))
            by_phrase[key] = (*by_phrase.get(key, ()), *(() if name == "-" else (name,)))
    return PhraseTable(by_phrase.items())
