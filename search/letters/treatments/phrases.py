"""Finding listed phrases in a treatment's words."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")
# Digits part from letters (`Norco10/325mg`), hyphens and slashes part words (`Depo-Medrol`, `tramadol/APAP`).
WORD: Final = re.compile(r"[a-z]+|\d+")


def words_of(text: str) -> list[str]:
    """Small-letter words and numbers of `text` in order."""
    return WORD.findall(text.casefold())


class PhraseTable(Generic[Value]):
    """Phrases of any number of words, each with a value; the longest phrase at a place wins."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._values: dict[tuple[str, ...], Value] = {
            tuple(words_of(phrase)): value for phrase, value in entries
        }
        self._longest = max(map(len, self._values), default=0)
        self._first_words = {phrase[0] for phrase in self._values if phrase}

    def find(self, words: list[str]) -> Iterator[Value]:
        """Values of the phrases in `words` (of `words_of`), none overlapping, in order."""
        position = 0
        while position < len(words):
            length = self._length_at(words, position)
            if length:
                yield self._values[tuple(words[position : position + length])]
            position += length or 1

    def _length_at(self, words: list[str], position: int) -> int:
        if words[position] not in self._first_words:
            return 0
        for length in range(min(self._longest, len(words) - position), 0, -1):
            if tuple(words[position : position + length]) in self._values:
                return length
        return 0
