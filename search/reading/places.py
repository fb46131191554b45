"""A text with places to point at and words marked, as HTML: whatever overlaps, the text stays as it is.

Pure: text, places and marks go in, escaped pieces come out.
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Range = tuple[int, int]

PAGES: Final = re.compile("\f")
PARAGRAPHS: Final = re.compile(r"\n{2,}")
# A dotted line under a whole rationale would be in the way of reading it.
_LONG: Final = 160


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of a text; `name` is the place's id in the page."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A page or paragraph as escaped HTML; `marks` counts the marks that begin in it."""

    html: str
    marks: int


def set_places(
    text: str, places: Iterable[Place], marks: Iterable[Range], parting: re.Pattern[str] = PAGES
) -> list[Part]:
    """The text's parts, each with its places as nested spans and its marks innermost.

    A place that overlaps another, or goes over the end of a part, stands in several pieces: the first one
    has its name as id, all have it in `data-place`; of two places with one name the first is taken. Places
    and marks out of the text's range are left out. Marks come in the text's order and do not overlap.
    """
    by_name: dict[str, Place] = {}
    for place in places:
        if 0 <= place.start < place.end <= len(text):
            by_name.setdefault(place.name, place)
    # The place that begins first and reaches farthest is outermost.
    inside_out = sorted(by_name.values(), key=lambda place: (place.start, -place.end))
    within = [mark for mark in marks if 0 <= mark[0] < mark[1] <= len(text)]
    setting = _Setting(text, within, set())
    return [setting.part(start, end, inside_out) for start, end in _parts(text, parting)]


def _parts(text: str, parting: re.Pattern[str]) -> Iterator[Range]:
    start = 0
    for gap in parting.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


@dataclass(frozen=True, slots=True)
class _Setting:
    """One text on its way into HTML; `named` holds the places whose first piece is written."""

    text: str
    marks: Sequence[Range]
    named: set[str]

    def part(self, start: int, end: int, places: Sequence[Place]) -> Part:
        """Characters `start` to `end`, closed in themselves."""
        here = [place for place in places if place.start < end and place.end > start]
        # Found by halving: a hostile text may have as many parts as marks.
        first = bisect_right(self.marks, start, key=lambda mark: mark[1])
        marks = self.marks[first : bisect_left(self.marks, end, key=lambda mark: mark[0])]
        written: list[str] = []
        opened: list[Place] = []
        for piece in _pieces(start, end, here, marks):
            wanted = [place for place in here if place.start <= piece[0] < place.end]
            written += [self._change(opened, wanted), self._words(piece, marks)]
            opened = wanted
        written.append("</span>" * len(opened))
        return Part("".join(written), sum(mark[0] >= start for mark in marks))

    def _change(self, opened: Sequence[Place], wanted: Sequence[Place]) -> str:
        """The tags that lead from the places that are open to those that are wanted."""
        alike = 0
        while alike < min(len(opened), len(wanted)) and opened[alike] is wanted[alike]:
            alike += 1
        return "</span>" * (len(opened) - alike) + "".join(map(self._tag, wanted[alike:]))

    def _tag(self, place: Place) -> str:
        name = html.escape(place.name)
        kind = "place place-long" if place.end - place.start > _LONG else "place"
        if place.name in self.named:
            return f'<span class="{kind}" data-place="{name}">'
        self.named.add(place.name)
        return f'<span class="{kind}" id="{name}" data-place="{name}">'

    def _words(self, piece: Range, marks: Sequence[Range]) -> str:
        words = html.escape(self.text[piece[0] : piece[1]])
        before = bisect_right(marks, piece[0], key=lambda mark: mark[0]) - 1
        if before < 0 or marks[before][1] <= piece[0]:
            return words
        continued = "" if marks[before][0] == piece[0] else " data-continued"
        return f"<mark{continued}>{words}</mark>"


def _pieces(start: int, end: int, places: Iterable[Place], marks: Iterable[Range]) -> Iterator[Range]:
    """The part cut wherever a place or a mark begins or ends."""
    cuts = {start, end}
    for place in places:
        cuts |= {place.start, place.end}
    for mark in marks:
        cuts |= set(mark)
    ordered = sorted(cut for cut in cuts if start <= cut <= end)
    yield from pairwise(ordered)
