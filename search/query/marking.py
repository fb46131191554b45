"""Marks a question's words in a text, by the same stems as the index; needs no engine."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from search.query.tree import Phrase, Question

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_STEMMER = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Marked:
    """Escaped HTML with the words in <mark>, and how many passages are marked."""

    html: str
    count: int


class Marker:
    """Marks one question's words and phrases in any number of texts."""

    def __init__(self, question: Question) -> None:
        self._words = {stem for word in question.words for stem in _stems(word)}
        said = [node.text for node in question.wanted() if isinstance(node, Phrase)]
        self._phrases = [phrase for one in said if (phrase := tuple(_stems(one)))]

    def mark(self, text: str) -> Marked:
        """Mark in one text; everything of it is escaped."""
        parts: list[str] = []
        count = end = 0
        for start, stop in self._places(text):
            parts += [html.escape(text[end:start]), "<mark>", html.escape(text[start:stop]), "</mark>"]
            count, end = count + 1, stop
        parts.append(html.escape(text[end:]))
        return Marked("".join(parts), count)

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        if not self._words and not self._phrases:
            return
        spans = [match.span() for match in _WORD.finditer(text)]
        stems = [_stem(text[start:stop]) for start, stop in spans]
        position = 0
        while position < len(stems):
            length = self._length_at(stems, position)
            if length:
                yield spans[position][0], spans[position + length - 1][1]
            position += max(length, 1)

    def _length_at(self, stems: list[str], position: int) -> int:
        """How many words are marked together from here on; 0 where none is."""
        for phrase in self._phrases:
            if tuple(stems[position : position + len(phrase)]) == phrase:
                return len(phrase)
        return 1 if stems[position] in self._words else 0


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text)]


# A letter repeats its words, and the stemmer is slow.
@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(_POSSESSIVE.sub("", word.lower()))
    return stem
