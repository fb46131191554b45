"""The dates of a case, in the order in which things happen, and the ways in which letters print them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

Date = datetime.date

# First and last day on which letters of each layout are decided.
DECIDED: Final[dict[str, tuple[Date, Date]]] = {
    "A": (Date(2013, 7, 15), Date(2013, 12, 20)),
    "B": (Date(2013, 10, 1), Date(2014, 4, 30)),
    "C": (Date(2013, 10, 1), Date(2014, 6, 30)),
    "D": (Date(2014, 1, 6), Date(2016, 6, 30)),
    "E": (Date(2016, 8, 1), Date(2024, 12, 20)),
}


@dataclass(frozen=True, slots=True)
class CaseDates:
    """From the injury to the decision, each no earlier than the one before it."""

    injured: Date
    imaged: Date
    earlier_visit: Date
    visit: Date
    requested: Date
    ur_denied: Date
    received: Date
    assigned: Date
    decided: Date


def draw_dates(rng: Random, layout: str) -> CaseDates:
    """Dates of one case, decided in the layout's years."""
    first, last = DECIDED[layout]
    decided = first + _days((last - first).days * rng.random())
    assigned = decided - _days(rng.triangular(10, 45, 24))
    received = assigned - _days(rng.triangular(1, 14, 5))
    ur_denied = received - _days(rng.triangular(0, 32, 9))
    requested = ur_denied - _days(rng.triangular(2, 15, 6))
    visit = requested - _days(rng.triangular(0, 12, 3))
    since_injury = max(20.0, min(rng.lognormvariate(6.2, 1.2), 7000.0))
    injured = visit - _days(since_injury)
    return CaseDates(
        injured=injured,
        imaged=injured + _days(since_injury * rng.uniform(0.05, 0.6)),
        earlier_visit=injured + _days(since_injury * rng.uniform(0.6, 0.95)),
        visit=visit,
        requested=requested,
        ur_denied=ur_denied,
        received=received,
        assigned=assigned,
        decided=decided,
    )


def _days(count: float) -> datetime.timedelta:
    return datetime.timedelta(days=int(count))


def padded(date: Date) -> str:
    """`10/03/2016`, as header blocks print it."""
    return f"{date.month:02}/{date.day:02}/{date.year}"


def slashed(date: Date) -> str:
    """`10/3/2016`, as the letters of 2013 print it."""
    return f"{date.month}/{date.day}/{date.year}"


def dashed(date: Date) -> str:
    """`10-3-2016`."""
    return f"{date.month}-{date.day}-{date.year}"


def short(date: Date) -> str:
    """`10-3-16`."""
    return f"{date.month}-{date.day}-{date.year % 100:02}"


def in_words(date: Date) -> str:
    """`October 3, 2016`."""
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"


MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

STYLES: Final[tuple[Callable[[Date], str], ...]] = (dashed, dashed, padded, padded, in_words, in_words, short)
