"""The filters beside a result, ready to be set: values with their addresses, months as bars, chips."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import quote

from search.navigation import DATES, NOT, Address, Link
from search.query.facets import FACETS_BY_NAME, FacetCounts, FacetValue, Histogram, MonthCount
from search.query.request import DateRange, Narrowing

# What few readers narrow by is folded away until it narrows.
_FOLDED = frozenset({"claims_guideline", "state", "age", "sex", "priority", "year", "since_injury"})
# Beyond so many months a bar would be too thin to point at.
_MONTHS_AS_BARS = 60
_BAR_HEIGHT = 48

_Addresses = Callable[[Mapping[str, Sequence[str]]], str]


@dataclass(slots=True)
class Choice:
    """A facet's value as the reader sees it, with the addresses that choose it and that leave it out.

    `identity` is the same in every state of the search, so that the focus finds its way back. `parts` are the
    values below it in a hierarchy, all levels in one list; `is_open` where they are to be seen at once.
    """

    identity: str
    label: str
    count: int
    level: int
    is_chosen: bool
    is_unwanted: bool
    address: str
    leave_out: str
    parts: list["Choice"] = field(default_factory=list)
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class FacetChoices:
    """A facet with its values; `all_values` leads to the page with all of them, where there are more."""

    name: str
    label: str
    unit: str
    choices: list[Choice]
    is_foldable: bool
    is_folded: bool
    all_values: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year of the histogram; `top` and `height` are of `_BAR_HEIGHT` units."""

    identity: str
    label: str
    count: int
    top: int
    height: int
    is_chosen: bool
    address: str


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


def choices(
    address: Address, counts: FacetCounts, more_at: str | None = None, *, is_open: bool = False
) -> FacetChoices:
    """The facet's values as choices; `more_at` is the path of the page with all of them.

    With `is_open` nothing of a hierarchy is folded away.
    """
    facet = counts.facet
    change = address.changer(facet.name, NOT + facet.name)
    chosen, unwanted = address.values(facet.name), address.values(NOT + facet.name)
    made = [_choice(facet.name, value, change, chosen, unwanted) for value in counts.values]
    return FacetChoices(
        name=facet.name,
        label=facet.label,
        unit=counts.unit,
        choices=_as_tree(made, is_open=is_open),
        is_foldable=facet.name in _FOLDED,
        is_folded=not counts.has_choice,
        all_values=address.at(more_at) if more_at and counts.has_more else None,
    )


def _choice(
    name: str, value: FacetValue, change: _Addresses, chosen: list[str], unwanted: list[str]
) -> Choice:
    if value.is_chosen or value.is_unwanted:
        kept = _without(name, value.value, chosen, related=False)
        toggled = change({name: kept, NOT + name: _without(name, value.value, unwanted, related=False)})
    else:
        # A part and its whole together would be the whole: the last one touched counts.
        kept = _without(name, value.value, chosen, related=True)
        toggled = change({name: [*kept, value.value], NOT + name: unwanted})
    others = _without(name, value.value, chosen, related=False)
    return Choice(
        identity=f"{name}={quote(value.value)}",
        label=value.label,
        count=value.count,
        level=value.level,
        is_chosen=value.is_chosen,
        is_unwanted=value.is_unwanted,
        address=toggled,
        leave_out=change({name: others, NOT + name: [*unwanted, value.value]}),
    )


def _without(name: str, value: str, values: list[str], *, related: bool) -> list[str]:
    """The values without this one, and without those above and below it where `related`."""
    facet = FACETS_BY_NAME[name]
    if not related or not facet.separator:
        return [one for one in values if one != value]
    above = {value, *facet.above(value)}
    return [one for one in values if one not in above and not one.startswith(value + facet.separator)]


def _as_tree(made: list[Choice], *, is_open: bool) -> list[Choice]:
    """The uppermost values, each with what stands below it; open where a value in it is in force."""
    uppermost: list[Choice] = []
    for choice in made:
        if not choice.level or not uppermost:
            uppermost.append(choice)
        else:
            uppermost[-1].parts.append(choice)
        uppermost[-1].is_open |= is_open or choice.is_chosen or choice.is_unwanted
    return uppermost


def months(address: Address, histogram: Histogram) -> Months | None:
    """The months as bars, as years where there are many; None where nothing has a date."""
    are_years = len(histogram.months) > _MONTHS_AS_BARS
    spans = _years(histogram.months) if are_years else [_Span.of_month(month) for month in histogram.months]
    if not spans:
        return None
    change = address.changer(*DATES)
    highest = max(span.count for span in spans)
    return Months(
        bars=[_bar(span, highest, address, change, histogram.unit) for span in spans],
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
        typed = f"{month.month:%Y-%m}"
        words, short = f"{month.month:%B %Y}", f"{month.month:%b %Y}"
        return cls(words, short, typed, typed, month.count, month.is_chosen)


def _years(histogram: Sequence[MonthCount]) -> list[_Span]:
    spans = []
    for year, group in groupby(histogram, key=lambda month: f"{month.month:%Y}"):
        months_of_year = list(group)
        count = sum(month.count for month in months_of_year)
        is_chosen = any(month.is_chosen for month in months_of_year)
        spans.append(_Span(year, year, f"{year}-01", f"{year}-12", count, is_chosen))
    return spans


def _bar(span: _Span, highest: int, address: Address, change: _Addresses, unit: str) -> Bar:
    is_alone = (address.value(DATES[0]), address.value(DATES[1])) == (span.first, span.last)
    height = max(2, round(_BAR_HEIGHT * span.count / highest)) if span.count else 0
    return Bar(
        identity=span.first,
        label=f"{span.words}: {counted(span.count, unit)}",
        count=span.count,
        top=_BAR_HEIGHT - height,
        height=height,
        is_chosen=span.is_chosen,
        address=change({} if is_alone else {DATES[0]: [span.first], DATES[1]: [span.last]}),
    )


def counted(count: int, unit: str) -> str:
    """`1,284 decisions`, `1 letter`."""
    return f"{count:,} {unit if count != 1 else unit[:-1]}"


def chips(address: Address, narrowing: Narrowing) -> list[Link]:
    """The filters in force, each with the address that takes it away."""
    links = [
        Link(f"{facet.label}: {words}{facet.full_label_of(value)}", address.toggled(parameter, value))
        for name, facet in FACETS_BY_NAME.items()
        for parameter, words, values in (
            (name, "", narrowing.chosen.get(name, ())),
            (NOT + name, "not ", narrowing.unwanted.get(name, ())),
        )
        for value in values
    ]
    if narrowing.decided:
        without = address.replaced(**dict.fromkeys(DATES))
        links.append(Link(f"Decided: {_range_in_words(narrowing.decided)}", without))
    return links


def _range_in_words(decided: DateRange) -> str:
    """Whole months and years by their names, other days as they are."""
    first = decided.first and _start_in_words(decided.first)
    last = decided.last and _end_in_words(decided.last)
    if first and last:
        return _year_in_words(decided) or (first if first == last else f"{first} to {last}")
    return f"from {first}" if first else f"until {last}"


def _year_in_words(decided: DateRange) -> str | None:
    first, last = decided.first, decided.last
    if not first or not last or (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return None
    return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"


def _start_in_words(day: date) -> str:
    return f"{day:%b %Y}" if day.day == 1 else _day_in_words(day)


def _end_in_words(day: date) -> str:
    return f"{day:%b %Y}" if (day + timedelta(days=1)).day == 1 else _day_in_words(day)


def _day_in_words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
