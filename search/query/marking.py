"""Marks what a question looks for in a text, by the same stems as the index; needs no engine."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import filterfalse

from search.query.light_words import is_left_out
from search.query.stemming import stems
from search.query.tree import Leaf, Phrase, Prefix, Question, Within, Word
from search.query.understanding import understand, wordings_of

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Marked:
    """Escaped HTML with the words in <mark>, and how many passages are marked."""

    html: str
    count: int


class Marker:
    """Marks one question's words, their synonyms, its phrases and prefixes in any number of texts."""

    def __init__(self, question: Question, literal: bool = False) -> None:
        self._runs: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._prefixes: tuple[str, ...] = ()
        for sought in understand(question, literal).sought:
            self._add(*filterfalse(is_left_out, sought.concept.words), *sought.others)
        for leaf in question.wanted():
            self._add_leaf(leaf, literal)
        for runs in self._runs.values():
            runs.sort(key=len, reverse=True)

    def mark(self, text: str) -> Marked:
        """Mark in one text; everything of it is escaped."""
        parts: list[str] = []
        count = end = 0
        for start, stop in self.places(text):
            parts += [html.escape(text[end:start]), "<mark>", html.escape(text[start:stop]), "</mark>"]
            count, end = count + 1, stop
        parts.append(html.escape(text[end:]))
        return Marked("".join(parts), count)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each passage to mark, in the text's order; none overlaps another."""
        if not self._runs and not self._prefixes:
            return
        spans = [match.span() for match in _WORD.finditer(text)]
        words = [text[start:stop] for start, stop in spans]
        stemmed = ["".join(stems(word)) for word in words]
        position = 0
        while position < len(words):
            length = self._length_at(stemmed, words, position)
            if length:
                yield spans[position][0], spans[position + length - 1][1]
            position += max(length, 1)

    def _add(self, *texts: str) -> None:
        for text in texts:
            if run := stems(text):
                self._runs[run[0]].append(run)

    def _add_leaf(self, leaf: Leaf, literal: bool) -> None:
        match leaf:
            case Phrase(text):
                self._add(text)
            case Prefix(text):
                self._prefixes += (text.lower(),)
            case Within(field, term) if field in {"treatment", "guideline", "section"}:
                self._add_leaf(term, literal)
            case Word(text) if not is_left_out(text):
                self._add(*wordings_of(text, literal))

    def _length_at(self, stemmed: list[str], words: list[str], position: int) -> int:
        """How many words are marked together from here on; 0 where none is."""
        for run in self._runs.get(stemmed[position], ()):
            if tuple(stemmed[position : position + len(run)]) == run:
                return len(run)
        return int(bool(self._prefixes) and words[position].lower().startswith(self._prefixes))
