"""Spinal levels: vertebrae, nerve roots and the segments between two vertebrae."""

import itertools
import re
from collections.abc import Iterator
from typing import Final

# Vertebrae: `L4-5`, `L5-S1`, `C5/6`, `T12`, `L4-L5-S1`; a small letter counts only in a range.
LEVELS: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[CTLS]-?\d{1,2}(?!\d)(?:\s?[-/]\s?[CTLS]?\d{1,2}(?!\d)){0,6}"
    r"|[ctl]\d{1,2}(?:\s?[-/]\s?[ctls]?\d{1,2}(?!\d)){1,6})"
)
POINT: Final = re.compile(r"([CTLS]?)-?(\d{1,2})", re.IGNORECASE)
# `C5-6, 6-7`: the letter is left out where a segment begins with the vertebra that ended the one before.
NEXT_SEGMENT: Final = re.compile(
    r"\s?(?:,|&|and|,\s?and)\s{1,2}(\d{1,2})\s?-\s?(\d{1,2})(?!\d|\.\d|\s?(?:times|x\b|visits|sessions|weeks|%|mg))"
)
LAST: Final = {"C": 7, "T": 12, "L": 5, "S": 5}
SPINE: Final = [f"{part}{number}" for part, last in LAST.items() for number in range(1, last + 1)]
# A nerve root that has no vertebra.
EIGHTH_ROOT: Final = "C8"
ORDER: Final = {level: position for position, level in enumerate([*SPINE[:7], EIGHTH_ROOT, *SPINE[7:]])}


def spinal_levels_in(words: str) -> tuple[str, ...]:
    """Adjacent pairs (`L4-L5`) and single levels (`L4`) in the spine's order; a range as all its pairs."""
    named = {level for points in _runs(words) for level in _levels_of(points)}
    return tuple(sorted(named, key=lambda level: [ORDER[point] for point in level.split("-")]))


def _runs(words: str) -> Iterator[list[str]]:
    """The points of each range, with the letters that were left out."""
    for match in LEVELS.finditer(words):
        points = _points(match[0])
        yield points
        place = match.end()
        while len(points) > 1 and (following := NEXT_SEGMENT.match(words, place)):
            points = (
                _points(f"{points[-1][0]}{following[1]}-{following[2]}")
                if _goes_on(points, following)
                else []
            )
            yield points
            place = following.end()


def _goes_on(points: list[str], following: re.Match[str]) -> bool:
    return points[-1][1:] == following[1]


def _points(words: str) -> list[str]:
    """Vertebrae in order; a number without a letter that does not rise (`L5-1`) is not one."""
    points: list[str] = []
    part, last = "", 0
    for letter, digits in POINT.findall(words):
        number = int(digits)
        if not letter and number < last:
            break
        part, last = letter.upper() or part, number
        points.append(f"{part}{number}")
    return points


def _levels_of(points: list[str]) -> Iterator[str]:
    if any(point not in ORDER for point in points):
        return
    if len(points) == 1 or EIGHTH_ROOT in points:
        yield from points
    for first, second in itertools.pairwise(points):
        if EIGHTH_ROOT not in {first, second}:
            yield from _segments(*sorted((SPINE.index(first), SPINE.index(second))))


def _segments(first: int, last: int) -> Iterator[str]:
    for upper, lower in zip(SPINE[first:last], SPINE[first + 1 : last + 1], strict=True):
        yield f"{upper}-{lower}"
