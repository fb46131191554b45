"""The filters beside a result, ready to be set: values with their addresses, and chips of those in force."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from search.forms import NOT
from search.pages.navigation import DATES, Address, Around, Link, encoded
from search.query.facets import FACETS_BY_NAME, Facet, FacetCounts, FacetValue
from search.query.request import DateRange, Narrowing

# What few readers narrow by is folded away until it narrows.
_FOLDED = frozenset({"drug", "claims_guideline", "state", "age", "sex", "priority", "year", "since_injury"})


@dataclass(slots=True)
class Choice:
    """A facet's value as the reader sees it, with the addresses that choose it and that leave it out.

    `identity` is the same in every state of the search, so that the focus finds its way back. `parts` are
    the values next below it in a hierarchy; `is_open` where they are to be seen at once.
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


def choices(
    address: Address, counts: FacetCounts, more_at: str | None = None, *, is_open: bool = False
) -> FacetChoices:
    """The facet's values as choices, all open in a hierarchy with `is_open`.

    With `more_at`, the path of the page with all values, a hierarchy's third level is left out where nothing
    above it is chosen: it would be the most of a result page, for a list that few open.
    """
    facet = counts.facet
    filters = _Filters.of(address, facet)
    shown = _without_far_parts(counts) if more_at else counts.values
    made = [_choice(value, filters) for value in shown]
    has_more = counts.has_more or len(made) < len(counts.values)
    return FacetChoices(
        name=facet.name,
        label=facet.label,
        unit=counts.unit,
        choices=_as_tree(made, is_open=is_open),
        is_foldable=facet.name in _FOLDED,
        is_folded=not counts.has_choice,
        all_values=address.at(more_at) if more_at and has_more else None,
    )


def _without_far_parts(counts: FacetCounts) -> Iterable[FacetValue]:
    in_force = {value.value for value in counts.values if value.is_chosen or value.is_unwanted}
    touched = {one for value in in_force for one in [value, *counts.facet.above(value)]}
    return (value for value in counts.values if value.level < 2 or value.parent in touched)


@dataclass(frozen=True, slots=True)
class _Filters:
    """A facet's values in force, each with its encoded parameter, and the addresses around them."""

    facet: Facet
    around: Around
    chosen: dict[str, str]
    unwanted: dict[str, str]

    @classmethod
    def of(cls, address: Address, facet: Facet) -> "_Filters":
        names = (facet.name, NOT + facet.name)
        chosen, unwanted = ({one: encoded(name, one) for one in address.values(name)} for name in names)
        return cls(facet, address.around(*names), chosen, unwanted)

    def with_chosen(self, value: str, pair: str) -> str:
        """A part and its whole together would be the whole: those above and below the value go."""
        return self.around.with_pairs([*self._unrelated(value), pair, *self.unwanted.values()])

    def with_unwanted(self, value: str, pair: str) -> str:
        return self.around.with_pairs([*_without(value, self.chosen), *self.unwanted.values(), NOT + pair])

    def without(self, value: str) -> str:
        return self.around.with_pairs([*_without(value, self.chosen), *_without(value, self.unwanted)])

    def _unrelated(self, value: str) -> list[str]:
        above = {value, *self.facet.above(value)}
        return [
            pair
            for one, pair in self.chosen.items()
            if one not in above and value not in self.facet.above(one)
        ]


def _without(value: str, pairs: dict[str, str]) -> list[str]:
    return [pair for one, pair in pairs.items() if one != value]


def _choice(value: FacetValue, filters: _Filters) -> Choice:
    pair = encoded(filters.facet.name, value.value)
    if value.is_chosen or value.is_unwanted:
        address = filters.without(value.value)
    else:
        address = filters.with_chosen(value.value, pair)
    return Choice(
        identity=pair,
        label=value.label,
        count=value.count,
        level=value.level,
        is_chosen=value.is_chosen,
        is_unwanted=value.is_unwanted,
        address=address,
        leave_out="" if value.is_unwanted else filters.with_unwanted(value.value, pair),
    )


def _as_tree(made: list[Choice], *, is_open: bool) -> list[Choice]:
    """The uppermost values, each with those below it; open where it, or one below it, is in force."""
    uppermost: list[Choice] = []
    above: list[Choice] = []
    for choice in made:
        above = above[: choice.level]
        (above[-1].parts if above else uppermost).append(choice)
        above.append(choice)
        is_in_force = choice.is_chosen or choice.is_unwanted
        for one in above:
            one.is_open |= is_open or is_in_force
    return uppermost


@dataclass(frozen=True, slots=True)
class FilterInWords:
    """A filter in force: the name of what it narrows, and to what. `value` is None for the dates."""

    label: str
    words: str
    parameter: str
    value: str | None


def filters_in_words(narrowing: Narrowing) -> list[FilterInWords]:
    """The filters in force, facet by facet, the dates last."""
    filters = [
        FilterInWords(facet.label, words + facet.full_label_of(value), parameter, value)
        for name, facet in FACETS_BY_NAME.items()
        for parameter, words, values in (
            (name, "", narrowing.chosen.get(name, ())),
            (NOT + name, "not ", narrowing.unwanted.get(name, ())),
        )
        for value in values
    ]
    if narrowing.decided:
        filters.append(FilterInWords("Decided", _range_in_words(narrowing.decided), "decided", None))
    return filters


def chips(address: Address, narrowing: Narrowing) -> list[Link]:
    """The filters in force, each with the address that takes it away."""
    return [
        Link(
            f"{one.label}: {one.words}",
            address.replaced(**dict.fromkeys(DATES))
            if one.value is None
            else address.toggled(one.parameter, one.value),
        )
        for one in filters_in_words(narrowing)
    ]


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
    is_last = day.day == monthrange(day.year, day.month)[1]
    return f"{day:%b %Y}" if is_last else _day_in_words(day)


def _day_in_words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
