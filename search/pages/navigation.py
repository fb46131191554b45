"""Addresses of neighbouring states of a search: a value more, a value less, the next page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from search.forms import NOT
from search.query.facets import FACETS_BY_NAME
from search.query.request import PAGE_SIZE, PAGE_SIZES, WINDOW, SearchRequest, Show, Sort
from search.query.result import SearchResult

DATES = ("decided_from", "decided_to")
SORT_LABELS = {Sort.RELEVANCE: "Best match", Sort.NEWEST: "Newest", Sort.OLDEST: "Oldest"}
SHOW_LABELS = {Show.DETERMINATIONS: "Decisions", Show.LETTERS: "Letters"}
# Parameters of the place in a result: another state of the search starts at its beginning.
_PLACE = ("page", "after")
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Link:
    """Where a click leads: `is_current` tells the state that the reader is in."""

    label: str
    address: str
    is_current: bool = False


# The same values stand on page after page.
@lru_cache(maxsize=20_000)
def encoded(name: str, value: str) -> str:
    """One parameter as it stands in an address."""
    return f"{name}={quote_plus(value)}"


@dataclass(frozen=True, slots=True)
class Around:
    """Addresses that are alike but for some parameters: a page has hundreds of them.

    `before` and `after` are the encoded parameters on both sides.
    """

    path: str
    before: str
    after: str

    def with_pairs(self, pairs: list[str]) -> str:
        """The address with these encoded parameters, each as `encoded` makes it."""
        return f"{self.path}?{'&'.join(filter(None, [self.before, *pairs, self.after]))}"


class Address:
    """The parameters of the present search, and those of its neighbours; empty ones are left out.

    `path` goes before the question mark: without one, the address is the present page's. `companions` are
    names of parameters that go along on the pages of a search and are none of it.
    """

    def __init__(
        self, parameters: QueryDict, known: Iterable[str], path: str = "", companions: Iterable[str] = ()
    ) -> None:
        self.path = path
        self._companions = tuple(companions)
        self._order = {name: position for position, name in enumerate([*known, *self._companions])}
        self._values: dict[str, list[str]] = {}
        for name in self._order:
            if values := [value for value in _canonical(name, parameters.getlist(name)) if value]:
                self._values[name] = values

    def __str__(self) -> str:
        return self._with(self._values)

    def at(self, path: str) -> str:
        """The same search, from its beginning, at another path."""
        return path + self._with(self._beginning())[len(self.path) :]

    def alone_at(self, path: str, **values: str) -> str:
        """The search without its companions at another path, with other values of some parameters."""
        left_out: dict[str, str | None] = dict.fromkeys(self._companions)
        return path + self.replaced(**left_out, **values)[len(self.path) :]

    def value(self, name: str) -> str:
        """A parameter's last value, or an empty text."""
        return self._values.get(name, [""])[-1]

    def values(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def replaced(self, **values: str | None) -> str:
        """With other values of some parameters, from the first page."""
        changed = self._beginning()
        for name, value in values.items():
            if value is None:
                changed.pop(name, None)
            else:
                changed[name] = [value]
        return self._with(changed)

    def toggled(self, name: str, value: str) -> str:
        """With one value of a parameter added, or taken away where it was there."""
        values = self.values(name)
        others = [one for one in values if one != value]
        changed = others if value in values else [*values, value]
        return self.around(name).with_pairs([encoded(name, one) for one in changed])

    def around(self, *names: str) -> "Around":
        """The addresses that differ from this one in the values of these parameters alone."""
        kept = [(name, values) for name, values in self._beginning().items() if name not in names]
        first = min(self._order.get(name, len(self._order)) for name in names)
        before = [pair for pair in kept if self._order[pair[0]] < first]
        after = [pair for pair in kept if self._order[pair[0]] > first]
        return Around(self.path, urlencode(before, doseq=True), urlencode(after, doseq=True))

    def without_filters(self) -> str:
        filters = [*FACETS_BY_NAME, *(NOT + name for name in FACETS_BY_NAME), *DATES]
        return self.replaced(**dict.fromkeys(filters))

    def kept(self, *left_out: str) -> list[tuple[str, str]]:
        """Names and values for a form's hidden fields."""
        beginning = self._beginning().items()
        return [(name, value) for name, values in beginning if name not in left_out for value in values]

    def kept_for_new_question(self) -> list[tuple[str, str]]:
        """The same for the search box: how the old words were to be taken does not hold for new ones."""
        return self.kept("q", "literal", "match")

    def _beginning(self) -> dict[str, list[str]]:
        return {name: values for name, values in self._values.items() if name not in _PLACE}

    def _with(self, values: Mapping[str, list[str]]) -> str:
        ordered = sorted(values.items(), key=lambda pair: self._order.get(pair[0], len(self._order)))
        return f"{self.path}?{urlencode(ordered, doseq=True)}"


def _canonical(name: str, values: list[str]) -> list[str]:
    """The values as the index has them, which an old link may spell otherwise; of no facet, the last one."""
    facet = FACETS_BY_NAME.get(name.removeprefix(NOT))
    return list(dict.fromkeys(map(facet.canonical, values))) if facet else values[-1:]


def sorts(address: Address, request: SearchRequest) -> list[Link]:
    """Links to the orders that make sense: without a question no decision matches better than another."""
    offered = [sort for sort in Sort if sort is not Sort.RELEVANCE or not request.question.is_empty]
    current = request.sort if request.sort in offered else Sort.NEWEST
    default = offered[0]
    return [
        Link(SORT_LABELS[sort], address.replaced(sort=None if sort is default else sort), sort is current)
        for sort in offered
    ]


def shows(address: Address, request: SearchRequest) -> list[Link]:
    """Links to what a result can list."""
    return [
        Link(
            SHOW_LABELS[show],
            address.replaced(show=None if show is Show.DETERMINATIONS else show),
            show is request.show,
        )
        for show in Show
    ]


def page_sizes(address: Address, request: SearchRequest) -> list[Link]:
    """Links to how many results a page may have."""
    return [
        Link(
            str(size),
            address.replaced(page_size=None if size == PAGE_SIZE else str(size)),
            size == request.page_size,
        )
        for size in PAGE_SIZES
    ]


def pages(address: Address, result: SearchResult) -> list[Link | None]:
    """Links to the first, the last and the pages around this one; None stands for a gap."""
    page, last = result.request.page, result.pages
    if result.request.after:
        return []
    shown = sorted({1, last, *range(max(1, page - _AROUND), min(last, page + _AROUND) + 1)})
    links: list[Link | None] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            links.append(None)
        links.append(Link(str(number), page_address(address, number), number == page))
    return links


def next_page(address: Address, result: SearchResult) -> str | None:
    """The next page by its number; beyond what numbers reach by the place of its first result."""
    request = result.request
    if not request.after and request.page < result.pages:
        return page_address(address, request.page + 1)
    reached = request.offset + len(result.hits)
    if result.next_cursor and WINDOW <= reached < result.listed:
        return address.replaced(after=str(result.next_cursor))
    return None


def previous_page(address: Address, request: SearchRequest) -> str | None:
    """The page before by its number; a place in the result knows none."""
    return page_address(address, request.page - 1) if request.page > 1 and not request.after else None


def page_address(address: Address, number: int) -> str:
    return address.replaced(page=str(number) if number > 1 else None)
