"""The passage of a decision that tells most: short, with the question's words marked. No I/O."""

import html
import re
from dataclasses import dataclass
from typing import Final

from search.query.marking import Marker
from search.query.passages import most_telling

LONGEST: Final = 300
# Of a rationale without end only the beginning is looked at; a mail must not take seconds.
_LOOKED_AT: Final = 50_000
_END_OF_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])")
_MARKED: Final = re.compile(r"<mark>(.*?)</mark>")
# Control characters, and those that turn the direction of what follows, or cannot stand in XML.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as escaped HTML with the words in <mark>, and as plain text with them between asterisks."""

    html: str
    text: str


def one_line(text: str, longest: int | None = None) -> str:
    """A text in one line, without characters that cannot be seen; cut after `longest` characters."""
    line = " ".join(_UNSEEN.sub("", text).split())
    if longest is None or len(line) <= longest:
        return line
    return f"{_cut(line, 0, longest)} {_ELLIPSIS}"


def telling_passage(rationale: str, marker: Marker) -> Passage:
    """The sentences with most of the question's words, or without any the beginning; empty of nothing."""
    sentences = _END_OF_SENTENCE.split(one_line(rationale[:_LOOKED_AT]))
    best = _best(sentences, marker)
    text = _extended(sentences, best)
    if len(text) > LONGEST:
        text = _around_first_mark(text, marker)
    marked = marker.mark(text).html
    return Passage(marked, html.unescape(_MARKED.sub(r"*\1*", marked)))


def _best(sentences: list[str], marker: Marker) -> int:
    """The place of the sentence with most different words marked; the earliest of several."""
    marked = [marker.mark(sentence).html for sentence in sentences]
    reasons = set(most_telling([one for one in marked if "<mark>" in one], shown=len(marked)))
    counts = [len(set(map(str.lower, _MARKED.findall(one)))) if one in reasons else 0 for one in marked]
    return counts.index(max(counts))


def _extended(sentences: list[str], best: int) -> str:
    """The sentence with as many of the next as there is room for."""
    text = sentences[best]
    for sentence in sentences[best + 1 :]:
        if len(text) + 1 + len(sentence) > LONGEST:
            break
        text = f"{text} {sentence}"
    return text


def _around_first_mark(text: str, marker: Marker) -> str:
    """A part of a long sentence, from a little before its first marked word on."""
    before = html.unescape(marker.mark(text).html.partition("<mark>")[0])
    start = 0 if len(before) < LONGEST // 2 or len(before) == len(text) else len(before) - LONGEST // 4
    if start:
        # Begin with a whole word, where one begins before the marked one.
        start = before.find(" ", start) + 1 or len(before)
    lead = f"{_ELLIPSIS} " if start else ""
    room = LONGEST - len(lead) - 2
    cut = _cut(text, start, room)
    tail = f" {_ELLIPSIS}" if start + len(cut) < len(text) else ""
    return f"{lead}{cut}{tail}"


def _cut(text: str, start: int, length: int) -> str:
    """At most so many characters from `start` on, without half a word where there are whole ones."""
    part = text[start : start + length]
    if start + length >= len(text) or text[start + length] == " ":
        return part.rstrip()
    return (part.rpartition(" ")[0] or part).rstrip()
