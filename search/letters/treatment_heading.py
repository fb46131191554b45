"""The heading of a determination: where it starts behind the last rationale, and what is under decision."""

import re
from dataclasses import dataclass
from typing import Final

from search.letters.facts import OVERTURNED, UPHELD
from search.letters.passages import Passage

OUTCOME: Final = re.compile(r"\b(Upheld|Overturned)\b[\s.]*\Z", re.IGNORECASE)
OUTCOME_REACH: Final = 60
OUTCOMES: Final = {"upheld": UPHELD, "overturned": OVERTURNED}
WAS_ORIGINAL: Final = re.compile(r"\b(?:was|were|is)\s+the\s+original\s+request\b", re.IGNORECASE)
LEFT_OF_ORIGINAL: Final = re.compile(r"\boriginal\s+request\s*,", re.IGNORECASE)
MENTIONS_ORIGINAL: Final = re.compile(r"\boriginal\s+request\b", re.IGNORECASE)
# `... is:`, the sentence's own verb and colon in front of the outcome.
SENTENCE_REST: Final = re.compile(r"(?:\b(?:is|are))?[\s:]*\Z", re.IGNORECASE)
NECESSARY_END: Final = re.compile(r"\bmedically\s+necessary(?:\s+and\s+appropriate)?\.", re.IGNORECASE)
SENTENCE_END: Final = re.compile(r"[.!?][\"”’')\]]*\Z")
CONCLUSION_END: Final = re.compile(r"\bnecess(?:ary|ity)(?:\s+and\s+appropriate)?[.\"”]*\Z", re.IGNORECASE)
# A line that ends with one of these is not over.
OPEN_ENDS: Final = ",/(&-"
# A line that had room for the next word ended its paragraph. Letters are set ragged right in proportional
# type, so that a full line may hold this much less than the usual width.
FULL_LINE: Final = 0.7
WIDE_LINE_RANK: Final = 0.9
NARROWEST: Final = 40
MOST_LINES: Final = 40


@dataclass(frozen=True, slots=True)
class TreatmentHeading:
    """The parts of a heading; `requested` is the original request where part of it was already authorised."""

    start: int
    treatment: Passage
    requested: Passage | None
    outcome: str
    outcome_place: Passage


def usual_width(raw: str) -> int:
    """Characters of a wide line of `raw`: 85 to 105 in posted letters, more where nothing was wrapped."""
    widths = sorted(len(line.strip()) for line in raw.splitlines() if line.strip())
    return max(NARROWEST, widths[int(len(widths) * WIDE_LINE_RANK)] if widths else 0)


def read_heading(window: Passage, width: int) -> TreatmentHeading | None:
    """Read the heading at the end of `window`, which reaches back to the last rationale's first word.

    `width` is the letter's `usual_width`. None where no decision word stands at the window's end.
    """
    raw = window.raw
    decision = OUTCOME.search(raw, max(0, len(raw) - OUTCOME_REACH))
    if decision is None:
        return None
    start = _heading_start(raw, decision.start(), int(width * FULL_LINE))
    treatment, requested = _request(window, raw, start, decision.start())
    outcome = OUTCOMES[decision[1].lower()]
    return TreatmentHeading(window.start + start, treatment, requested, outcome, window.group(decision, 1))


def _request(window: Passage, raw: str, start: int, end: int) -> tuple[Passage, Passage | None]:
    def place(first: int, last: int) -> Passage:
        return window.part(window.start + first, window.start + last)

    first, asked = start, None
    mentions = list(LEFT_OF_ORIGINAL.finditer(raw, start, end))
    if mentions:
        left = mentions[-1]
        first = left.end()
        original = WAS_ORIGINAL.search(raw, start, left.start())
        asked = place(start, original.start()) if original else None
        rest = SENTENCE_REST.search(raw, max(first, end - OUTCOME_REACH), end)
        end = rest.start() if rest else end
    return place(first, first + len(raw[first:end].rstrip(" \t\n\f\r:"))), asked


def _heading_start(raw: str, end: int, room: int) -> int:
    """Offset of the heading's first word: back over lines until one that ends the rationale before."""
    lines = _last_lines(raw, end)
    first = len(lines) - 1
    while first > 0 and _continues(lines[first - 1][1], lines[first][1], room):
        first -= 1
    whole = _start_of_formula(lines, first, room)
    start, line = lines[whole]
    glued = list(NECESSARY_END.finditer(line))
    return start + glued[-1].end() if glued else start


def _start_of_formula(lines: list[tuple[int, str]], first: int, room: int) -> int:
    """Go further back for the sentences that tell the original request apart; they may end at line ends."""
    if not MENTIONS_ORIGINAL.search(_joined(lines, first)) or WAS_ORIGINAL.search(_joined(lines, first)):
        return first
    start = first
    while start > 0 and not WAS_ORIGINAL.search(_joined(lines, start)):
        start -= 1
    if not WAS_ORIGINAL.search(_joined(lines, start)):
        return first
    while start > 0 and _continues(lines[start - 1][1], lines[start][1], room):
        start -= 1
    return start


def _joined(lines: list[tuple[int, str]], first: int) -> str:
    return " ".join(line for _, line in lines[first:])


def _last_lines(raw: str, end: int) -> list[tuple[int, str]]:
    """The last lines with words in front of `end`, with the offset of each."""
    lines: list[tuple[int, str]] = []
    while end > 0 and len(lines) < MOST_LINES:
        start = max(raw.rfind("\n", 0, end), raw.rfind("\f", 0, end)) + 1
        line = raw[start:end].strip()
        if line:
            lines.append((start, line))
        end = start - 1
    return lines[::-1] or [(0, "")]


def _continues(before: str, here: str, room: int) -> bool:
    """True where the line `here` goes on from the one `before`, which is full from `room` characters on."""
    if not here.strip(" :") or here.strip(" :").lower() in {"is", "are"}:
        return True
    if CONCLUSION_END.search(before):
        return False
    if here[0].islower() or before[-1] in OPEN_ENDS:
        return True
    if SENTENCE_END.search(before):
        return False
    return len(before) + 1 + len(here.split(maxsplit=1)[0]) >= room
