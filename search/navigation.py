"""Addresses of neighbouring states of a search: a value more, a value less, the next page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from search.query.facets import FACETS, Facet
from search.query.request import SearchRequest, Sort
from search.query.result import FacetCounts, SearchResult

SORT_LABELS = {Sort.RELEVANCE: "Best match", Sort.NEWEST: "Newest", Sort.OLDEST: "Oldest"}
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Link:
    """Where a click leads: `is_current` tells the state that the reader is in."""

    label: str
    address: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet's value as the reader sees it, and the address that adds or removes it."""

    label: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class FacetChoices:
    facet: Facet
    choices: list[Choice]


class Address:
    """The parameters of the present search, and those of its neighbours; empty ones are left out."""

    def __init__(self, parameters: QueryDict, known: Iterable[str]) -> None:
        self._parameters = QueryDict(mutable=True)
        for name in known:
            if values := [value for value in parameters.getlist(name) if value]:
                self._parameters.setlist(name, values)

    def __str__(self) -> str:
        return "?" + self._parameters.urlencode()

    def replaced(self, **values: str | None) -> str:
        """With other values of some parameters, from the first page."""
        copy = self._first_page()
        for name, value in values.items():
            if value is None:
                copy.pop(name, None)
            else:
                copy[name] = value
        return "?" + copy.urlencode()

    def toggled(self, name: str, value: str) -> str:
        """With one value of a facet added, or taken away where it was chosen."""
        copy = self._first_page()
        values = copy.getlist(name)
        copy.setlist(name, [v for v in values if v != value] if value in values else [*values, value])
        return "?" + copy.urlencode()

    def without_filters(self) -> str:
        return self.replaced(**{facet.name: None for facet in FACETS})

    def kept(self, *left_out: str) -> list[tuple[str, str]]:
        """Names and values for a form's hidden fields."""
        copy = self._first_page()
        return [(name, value) for name, values in copy.lists() if name not in left_out for value in values]

    def _first_page(self) -> QueryDict:
        copy = self._parameters.copy()
        copy.pop("page", None)
        return copy


def choices(address: Address, counts: FacetCounts) -> FacetChoices:
    name = counts.facet.name
    return FacetChoices(
        counts.facet,
        [Choice(v.label, v.count, v.is_chosen, address.toggled(name, v.value)) for v in counts.values],
    )


def chips(address: Address, result: SearchResult) -> list[Link]:
    """The choices in force, each with the address that takes it away."""
    return [
        Link(f"{counts.facet.label}: {value.label}", address.toggled(counts.facet.name, value.value))
        for counts in result.facets
        for value in counts.values
        if value.is_chosen
    ]


def sorts(address: Address, request: SearchRequest) -> list[Link]:
    """Links to the orders that make sense: without a question no decision matches better than another."""
    offered = [sort for sort in Sort if sort is not Sort.RELEVANCE or not request.question.is_empty]
    current = request.sort if request.sort in offered else Sort.NEWEST
    default = offered[0]
    return [
        Link(SORT_LABELS[sort], address.replaced(sort=None if sort is default else sort), sort is current)
        for sort in offered
    ]


def pages(address: Address, result: SearchResult) -> list[Link | None]:
    """Links to the first, the last and the pages around this one; None stands for a gap."""
    page, last = result.request.page, result.pages
    shown = sorted({1, last, *range(max(1, page - _AROUND), min(last, page + _AROUND) + 1)})
    links: list[Link | None] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            links.append(None)
        links.append(Link(str(number), page_address(address, number), number == page))
    return links


def page_address(address: Address, number: int) -> str:
    return address.replaced(page=str(number) if number > 1 else None)
