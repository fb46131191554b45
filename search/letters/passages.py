"""A part of a letter's text: its raw words, its mended words and its place."""

import re
from dataclasses import dataclass

from search.letters.extraction.text import LetterText
from search.letters.facts import Span
from search.letters.mending import fold, fold_prose

MOST_OF_BOILERPLATE = 6_000


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of `letter.full`."""

    letter: LetterText
    start: int
    end: int

    @classmethod
    def whole(cls, letter: LetterText) -> "Passage":
        return cls(letter, 0, len(letter.full))

    @property
    def raw(self) -> str:
        return self.letter.full[self.start : self.end]

    @property
    def words(self) -> str:
        """The passage on one line, mended."""
        return fold(self.raw)

    @property
    def prose(self) -> str:
        """The passage for reading, mended, with its paragraphs."""
        return fold_prose(self.raw)

    @property
    def span(self) -> Span:
        return Span(self.letter.page_of(self.start), self.start, self.end)

    @property
    def beginning(self) -> "Passage":
        """The passage, cut off where it is longer than any header or boilerplate is."""
        return Passage(self.letter, self.start, min(self.end, self.start + MOST_OF_BOILERPLATE))

    def part(self, start: int, end: int) -> "Passage":
        """Characters of the whole letter from `start` to `end`, without white space at either end."""
        raw = self.letter.full[start:end]
        left = len(raw) - len(raw.lstrip())
        kept = len(raw.strip())
        return Passage(self.letter, start + left, start + left + kept)

    def group(self, match: re.Match[str], group: int | str = 0) -> "Passage":
        """What a match on `raw` found, as a passage."""
        return self.part(self.start + match.start(group), self.start + match.end(group))
