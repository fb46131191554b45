"""Courses of sessions: how letters count them, and how claims administrators grant a part of them."""

from dataclasses import dataclass
from random import Random
from typing import Final

PARTLY_GRANTED: Final = 0.16
NUMBER_WORDS: Final = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 8: "eight", 10: "ten", 12: "twelve",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sessions:
    """A course as requested; where a part was granted, that part and what is left of the course."""

    whole: str
    granted: str | None = None
    left: str | None = None


def draw_sessions(rng: Random) -> Sessions:
    """A course of 2 to 24 sessions."""
    times, weeks = rng.randint(1, 3), rng.choice((2, 3, 4, 4, 6, 6, 8))
    count = times * weeks
    if count > 3 and rng.random() < PARTLY_GRANTED:
        granted = rng.randint(1, count - 1)
        unit = rng.choice(("sessions", "visits"))
        return Sessions(f"{count} {unit}", counted(granted, unit), counted(count - granted, unit))
    return Sessions(_schedule(rng, times, weeks))


def _schedule(rng: Random, times: int, weeks: int) -> str:
    count = times * weeks
    words = NUMBER_WORDS.get(weeks, str(weeks))
    return rng.choice(
        (
            f"{count} sessions",
            f"{count} visits",
            f"x {count} sessions",
            f"{times} times a week for {weeks} weeks",
            f"{_times(times)} a week for {words} weeks",
            f"{times} times per week for {weeks} weeks ({count} sessions)",
            f"{times}x{weeks}",
            f"{times} x {weeks} weeks",
            f"x {count}",
            f"{times} times per week x {weeks} weeks, {count} visits in all",
            f"{times} times {weeks} visits ({count})",
            f"QTY: {count}",
            "(unspecified quantity)",
        )
    )


def _times(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{NUMBER_WORDS[times]} times")


def counted(count: int, unit: str) -> str:
    """`1 visit`, `6 visits`."""
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"
