"""The share overturned over time: a line with the band of its interval; geometry and words for templates."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from search.pages.outcome_chart import FEW_DECIDED
from search.pages.periods import MONTH, QUARTER, YEAR, Counted, Period, by_period, length, span
from search.query.shares import OutcomeCounts, Share
from search.query.statistics import Breakdown

# Beyond so many points a line is a scribble; they are then taken together.
_POINTS: Final = 40
# The scale ends at a whole tenth, and not below this.
_LOWEST_TOP: Final = 0.2
# The band of a point without neighbours is so much of a period wide.
_BAR: Final = 0.2
_UNITS: Final = {MONTH: "month", QUARTER: "quarter", YEAR: "year"}

# The address of what was decided from one day to another, both included.
AddressOfDays = Callable[[date, date], str | None]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period: its outcomes, their share (None where it is not told) and its places in the drawing.

    Places are percents of the plot from its upper left corner; `column` is the height of what was decided, in
    percent of the highest one.
    """

    label: str
    outcomes: OutcomeCounts
    share: Share | None
    address: str | None
    left: float
    across: float
    up: float | None
    column: float
    level: int = 0

    @property
    def is_hollow(self) -> bool:
        return self.outcomes.decided < FEW_DECIDED

    @property
    def column_top(self) -> float:
        return 100 - self.column


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A line in pieces, each with its band: it breaks where the share of a period is not told.

    `lines` are paths and `bands` polygons in a plot of 100 by 100; `top` is the share at its upper edge,
    `slot` the width of a period. `highest` is the most that was decided in one, `undated` what has no date.
    """

    points: Sequence[TrendPoint]
    lines: Sequence[str]
    bands: Sequence[str]
    top: float
    slot: float
    highest: int
    unit: str
    undated: int
    is_share_told: bool

    @classmethod
    def of(
        cls, breakdown: Breakdown, address_of: AddressOfDays, *, is_share_told: bool = True
    ) -> "TrendChart | None":
        """The chart of a breakdown by month or by year; None where nothing has a date."""
        return trends([Trend(breakdown, address_of, is_share_told)])[0]

    @property
    def has_line(self) -> bool:
        """Whether the share of any period is told."""
        return any(point.share for point in self.points)

    @property
    def is_single(self) -> bool:
        """Whether all was decided in one period: then there is nothing to draw."""
        return len(self.points) == 1

    @property
    def has_hollow(self) -> bool:
        return any(point.share and point.is_hollow for point in self.points)

    @property
    def has_gaps(self) -> bool:
        return self.has_line and any(point.share is None for point in self.points)

    @property
    def rows(self) -> list[TrendPoint]:
        """The points as a table has them, the last one first."""
        return [point for point in reversed(self.points) if point.outcomes.decided]


@dataclass(frozen=True, slots=True)
class Trend:
    """What is to be drawn: outcomes by month or year, and the addresses of periods."""

    breakdown: Breakdown
    address_of: AddressOfDays
    is_share_told: bool = True


def trends(asked: Sequence[Trend]) -> list[TrendChart | None]:
    """Charts of several breakdowns with the same periods and the same scale; None of what has no date."""
    months = _grain(asked)
    counted = [by_period(one.breakdown, months) for one in asked]
    periods = span([period for each in counted for period in each], months)
    highs = [
        share.high
        for one, each in zip(asked, counted, strict=True)
        if one.is_share_told
        for outcomes in each.values()
        if (share := outcomes.share)
    ]
    scale = _Scale(months, periods, min(1.0, max(_LOWEST_TOP, (int(10 * max(highs, default=0)) + 1) / 10)))
    return [scale.chart(one, each) if each else None for one, each in zip(asked, counted, strict=True)]


def _grain(asked: Sequence[Trend]) -> int:
    """How many months a point takes together: the fewest that give few enough points, most with a share."""
    if any(len(row.value) == len("2016") for one in asked for row in one.breakdown.named):
        return YEAR
    points = {}
    for months in (MONTH, QUARTER, YEAR):
        counted = [by_period(one.breakdown, months) for one in asked]
        points[months] = length([period for each in counted for period in each], months)
        told = [sum(1 for outcomes in each.values() if outcomes.share) for each in counted]
        if points[months] <= _POINTS and all(2 * shares >= points[months] for shares in told):
            return months
    return next((months for months in (YEAR, QUARTER) if points[months] > 1), MONTH)


@dataclass(frozen=True, slots=True)
class _Scale:
    months: int
    periods: Sequence[Period]
    top: float

    def chart(self, asked: Trend, counted: Counted) -> TrendChart:
        highest = max(outcomes.decided for outcomes in counted.values())
        points = [
            self._point(place, period, counted.get(period, OutcomeCounts()), asked, highest)
            for place, period in enumerate(self.periods)
        ]
        pieces = list(_pieces(points))
        none = next((row for row in asked.breakdown.rows if row.is_none), None)
        return TrendChart(
            points=points,
            lines=[
                "M" + "L".join(f"{point.across} {point.up}" for point in piece)
                for piece in pieces
                if len(piece) > 1
            ],
            bands=[self._band(piece) for piece in pieces],
            top=self.top,
            slot=self._across(1),
            highest=highest,
            unit=_UNITS[self.months],
            undated=none.decided if none else 0,
            is_share_told=asked.is_share_told,
        )

    def _point(
        self, place: int, period: Period, outcomes: OutcomeCounts, asked: Trend, highest: int
    ) -> TrendPoint:
        share = outcomes.share if asked.is_share_told else None
        return TrendPoint(
            label=period.label,
            outcomes=outcomes,
            share=share,
            address=asked.address_of(period.first, period.last) if outcomes.decided else None,
            left=self._across(place),
            across=self._across(place + 0.5),
            up=self._up(share.value) if share else None,
            column=round(100 * outcomes.decided / highest, 1),
        )

    def _across(self, places: float) -> float:
        return round(100 * places / len(self.periods), 2)

    def _up(self, share: float) -> float:
        return round(100 * (1 - share / self.top), 1)

    def _band(self, piece: Sequence[TrendPoint]) -> str:
        """Along the upper ends of the intervals and back along the lower ones; of a single point a bar."""
        ends = [(point.across, point.share) for point in piece if point.share]
        if len(ends) == 1:
            [(across, share)] = ends
            half = self._across(_BAR / 2)
            ends = [(round(across - half, 2), share), (round(across + half, 2), share)]
        upper = [f"{across},{self._up(share.high)}" for across, share in ends]
        lower = [f"{across},{self._up(share.low)}" for across, share in reversed(ends)]
        return " ".join([*upper, *lower])


def _pieces(points: Sequence[TrendPoint]) -> Iterator[list[TrendPoint]]:
    """Neighbouring points that have a share."""
    for is_told, piece in groupby(points, key=lambda point: point.share is not None):
        if is_told:
            yield list(piece)
