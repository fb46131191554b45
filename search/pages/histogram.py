"""The months of a result as a histogram: a bar a month, or a year where there are many, each a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from search.pages.navigation import DATES, Address, Around, encoded
from search.query.facets import Histogram, MonthCount

# Beyond so many months a bar would be too thin to point at.
_MONTHS_AS_BARS = 60
_BAR_HEIGHT = 48


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year of the histogram; `top` and `height` are of `_BAR_HEIGHT` units.

    The Tab key stops at one bar alone, the first that is chosen, or the last.
    """

    identity: str
    label: str
    count: int
    top: int
    height: int
    is_chosen: bool
    address: str
    is_stop: bool


@dataclass(frozen=True, slots=True)
class Months:
    """The histogram, the dates as they stand in the address, and what has no date."""

    bars: list[Bar]
    first: str
    last: str
    undated: int
    unit: str
    decided_from: str
    decided_to: str
    kept: list[tuple[str, str]]
    are_years: bool

    @property
    def from_type(self) -> str:
        return _input_type(self.decided_from)

    @property
    def to_type(self) -> str:
        return _input_type(self.decided_to)


def _input_type(typed: str) -> str:
    """A field for months would drop a day that stands in the address."""
    return "date" if typed.count("-") == 2 else "month"


def months(address: Address, histogram: Histogram) -> Months | None:
    """The months as bars, as years where there are many; None where nothing has a date."""
    are_years = len(histogram.months) > _MONTHS_AS_BARS
    spans = _years(histogram.months) if are_years else [_Span.of_month(month) for month in histogram.months]
    if not spans:
        return None
    around = address.around(*DATES)
    highest = max(1, *(span.count for span in spans))
    stop = next((span for span in spans if span.is_chosen), spans[-1])
    return Months(
        bars=[_bar(span, highest, address, around, histogram.unit, is_stop=span is stop) for span in spans],
        first=spans[0].short,
        last=spans[-1].short,
        undated=histogram.undated,
        unit=histogram.unit,
        decided_from=address.value(DATES[0]),
        decided_to=address.value(DATES[1]),
        kept=address.kept(*DATES),
        are_years=are_years,
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """A month or a year: its words, its ends as parameters, and what was decided in it."""

    words: str
    short: str
    first: str
    last: str
    count: int
    is_chosen: bool

    @classmethod
    def of_month(cls, month: MonthCount) -> "_Span":
        typed = month.month.isoformat()[:7]
        words, short = f"{month.month:%B %Y}", f"{month.month:%b %Y}"
        return cls(words, short, typed, typed, month.count, month.is_chosen)


def _years(histogram: Sequence[MonthCount]) -> list[_Span]:
    spans = []
    for year, group in groupby(histogram, key=lambda month: month.month.isoformat()[:4]):
        months_of_year = list(group)
        count = sum(month.count for month in months_of_year)
        is_chosen = any(month.is_chosen for month in months_of_year)
        spans.append(_Span(year, year, f"{year}-01", f"{year}-12", count, is_chosen))
    return spans


def _bar(span: _Span, highest: int, address: Address, around: Around, unit: str, *, is_stop: bool) -> Bar:
    is_alone = (address.value(DATES[0]), address.value(DATES[1])) == (span.first, span.last)
    height = max(2, round(_BAR_HEIGHT * span.count / highest)) if span.count else 0
    return Bar(
        identity=span.first,
        label=f"{span.words}: {counted(span.count, unit)}",
        count=span.count,
        top=_BAR_HEIGHT - height,
        height=height,
        is_chosen=span.is_chosen,
        address=around.with_pairs([] if is_alone else list(map(encoded, DATES, (span.first, span.last)))),
        is_stop=is_stop,
    )


def counted(count: int, unit: str) -> str:
    """`1,284 decisions`, `1 letter`."""
    return f"{count:,} {unit if count != 1 else unit[:-1]}"
