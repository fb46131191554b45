"""Months taken together as quarters or years: the outcomes of each, and all periods between two."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from search.query.shares import OutcomeCounts
from search.query.statistics import Breakdown, Row

MONTH, QUARTER, YEAR = 1, 3, 12


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter or a year: its words, its first and its last day."""

    label: str
    first: date
    last: date

    @classmethod
    def of(cls, year: int, month: int, months: int) -> "Period":
        """The period of so many months that the month lies in."""
        start = month - (month - 1) % months
        end = start + months - 1
        first, last = date(year, start, 1), date(year, end, monthrange(year, end)[1])
        return cls(_label(first, months), first, last)

    def following(self, months: int) -> "Period":
        year, month = divmod(self.last.year * 12 + self.last.month, 12)
        return Period.of(year, month + 1, months)


Counted = Mapping[Period, OutcomeCounts]


def by_period(breakdown: Breakdown, months: int) -> Counted:
    """The outcomes of each period of a breakdown by month or year."""
    counted: dict[Period, OutcomeCounts] = {}
    for row in breakdown.named:
        period = _period(row, months)
        before = counted.get(period, OutcomeCounts())
        counted[period] = OutcomeCounts(
            before.upheld + row.outcomes.upheld, before.overturned + row.outcomes.overturned
        )
    return counted


def length(periods: Iterable[Period], months: int) -> int:
    """How many periods there are from the first to the last."""
    starts = [period.first.year * 12 + period.first.month for period in periods]
    return (max(starts) - min(starts)) // months + 1 if starts else 0


def span(periods: Iterable[Period], months: int) -> Sequence[Period]:
    """All periods from the first to the last, those without a decision too."""
    ordered = sorted(set(periods), key=lambda period: period.first)
    if not ordered:
        return []
    found = [ordered[0]]
    while found[-1] != ordered[-1]:
        found.append(found[-1].following(months))
    return found


def _label(first: date, months: int) -> str:
    if months == YEAR:
        return f"{first.year}"
    return f"{first:%b %Y}" if months == MONTH else f"{first.year} Q{(first.month + 2) // 3}"


def _period(row: Row, months: int) -> Period:
    year, _, month = row.value.partition("-")
    return Period.of(int(year), int(month or 1), months)
