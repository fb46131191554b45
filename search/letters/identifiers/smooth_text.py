"""A letter's text on one line each, for patterns that need not know how lines were broken."""

import bisect
import re
from array import array
from typing import Final

INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Whatever is not a single space between words.
UNEVEN: Final = re.compile(rf"(?:[^\S ]|[{INVISIBLE}]| (?=[\s{INVISIBLE}]))[\s{INVISIBLE}]*+")
LINE_ENDS: Final = frozenset("\n\r\f\v\x85\u2028\u2029")
# One character for one, so that offsets stay.
PLAIN_CHARACTERS: Final = str.maketrans(
    dict.fromkeys("‐‑‒–—−﹣－", "-") | dict.fromkeys("’‘ʼ´`", "'") | dict.fromkeys("“”", '"') | {"＠": "@"}
)


class SmoothText:
    """`text` is the source with each run of white space as one space, or one line end if it holds any.

    Soft hyphens and other invisible characters are gone, dashes and quotation marks are the typewriter's.
    """

    def __init__(self, source: str) -> None:
        pieces: list[str] = []
        self._starts, self._sources = array("q", [0]), array("q", [0])
        position = length = 0
        for gap in UNEVEN.finditer(source):
            filling = _filling(gap[0])
            pieces += (source[position : gap.start()], filling)
            length += gap.start() - position + len(filling)
            position = gap.end()
            self._starts.append(length)
            self._sources.append(position)
        pieces.append(source[position:])
        self.text = "".join(pieces).translate(PLAIN_CHARACTERS)

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of a range of `text` that neither starts nor ends with white space."""
        return self._source_of(start), self._source_of(end - 1) + 1

    def _source_of(self, offset: int) -> int:
        piece = bisect.bisect_right(self._starts, offset) - 1
        return self._sources[piece] + offset - self._starts[piece]


def _filling(gap: str) -> str:
    if not LINE_ENDS.isdisjoint(gap):
        return "\n"
    return " " if any(character.isspace() for character in gap) else ""
