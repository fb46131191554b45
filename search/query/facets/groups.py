"""Groups of ages and of times from injury to decision: numbers as values to narrow by."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

AGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "under-30": "Under 30",
        "30-39": "30–39",
        "40-49": "40–49",
        "50-59": "50–59",
        "60-and-over": "60 and over",
    }
)
SINCE_INJURY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "under-6-months": "Under 6 months",
        "6-12-months": "6–12 months",
        "1-2-years": "1–2 years",
        "2-5-years": "2–5 years",
        "5-10-years": "5–10 years",
        "over-10-years": "Over 10 years",
    }
)
# The first age, or number of whole months, that is above the group; the last group has none.
_AGES_BELOW: Final = (30, 40, 50, 60)
_MONTHS_BELOW: Final = (6, 12, 24, 60, 120)


def age_group(age: int | None) -> str | None:
    """The group of an age in years; None where there is none."""
    return None if age is None else _group(age, _AGES_BELOW, AGES)


def since_injury(injured_on: date | None, decided_on: date | None) -> str | None:
    """How long after the injury it was decided; None where a date is missing or the injury comes later.

    Whole months count: from 15 January it is six months on 15 July.
    """
    if injured_on is None or decided_on is None or decided_on < injured_on:
        return None
    months = (decided_on.year - injured_on.year) * 12 + decided_on.month - injured_on.month
    return _group(months - (decided_on.day < injured_on.day), _MONTHS_BELOW, SINCE_INJURY)


def _group(number: int, below: tuple[int, ...], groups: Mapping[str, str]) -> str:
    return list(groups)[sum(number >= limit for limit in below)]
