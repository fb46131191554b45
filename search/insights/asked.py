"""A question of the insights page: what it asks for, its words, and the addresses of its neighbours."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.http import QueryDict
from django.urls import reverse

from search.forms import NOT, SearchForm
from search.pages.filter_rail import chips, filters_in_words
from search.pages.navigation import DATES, Address, Link, encoded
from search.pages.result_summary import Notices
from search.query.facets import FACETS_BY_NAME
from search.query.request import SearchRequest
from search.query.shares import OUTCOME
from search.query.statistics import Dimension, Row, Statistics, without_outcome

# What the address of all decisions has, so that it is not empty.
EVERYTHING: Final = "q="
# Of the search, what statistics leave out: decisions are counted, of either outcome.
_LEFT_OUT: Final = (OUTCOME, NOT + OUTCOME, "show", "page", "after")
# Beyond so many filters the question in words is no sentence any more; the chips name them all.
_FILTERS_IN_WORDS: Final = 3

# The page's address with other parameters of this question.
Around = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; `around` makes the page's address of other parameters of it.

    `request` has no filter by outcome; `drops_outcome` tells that the address has one.
    """

    request: SearchRequest
    typed: str
    address: Address
    counted: Address
    around: Around
    drops_outcome: bool

    @classmethod
    def of(cls, parameters: QueryDict, form: SearchForm, around: Around) -> "Asked":
        """The question of a valid form and the parameters that it was filled with."""
        request = form.to_request()
        kept = parameters.copy()
        for name in _LEFT_OUT:
            kept.pop(name, None)
        address = Address(parameters, form.fields)
        return cls(
            request=without_outcome(request),
            typed=address.value("q"),
            address=address,
            counted=Address(kept, form.fields, reverse("search")),
            around=around,
            drops_outcome=bool(address.values(OUTCOME) or address.values(NOT + OUTCOME)),
        )

    @property
    def parameters(self) -> str:
        """The question's parameters as an address has them, from its first page."""
        return _query(self.address.replaced()) or EVERYTHING

    @property
    def decisions(self) -> str:
        """The address of the decisions that are counted."""
        return self.counted.replaced()

    @property
    def in_words(self) -> str:
        """The question as a sentence: `Decisions on “knee brace”, Body region: Knee, decided 2016`."""
        subject = f"Decisions on “{self.typed}”" if self.typed else "Decisions"
        filters = filters_in_words(self.request.narrowing)
        if not filters:
            return subject if self.typed else "All decisions"
        named = [
            f"decided {one.words}" if one.value is None else f"{one.label}: {one.words}" for one in filters
        ]
        more = len(named) - _FILTERS_IN_WORDS
        if more > 0:
            named[_FILTERS_IN_WORDS:] = [f"and {more} more filter{'s' if more > 1 else ''}"]
        return ", ".join([subject, *named])

    @property
    def chips(self) -> list[Link]:
        """The filters in force, each with the page's address without it."""
        links = chips(self.address, self.request.narrowing)
        return [replace(link, address=self.around(_query(link.address))) for link in links]

    @property
    def without_filters(self) -> str:
        return self.around(_query(self.address.without_filters()))

    def notices(self, statistics: Statistics) -> Notices:
        """How the words were taken, with the page's addresses of the other ways to take them."""
        told = Notices.of(self.address, statistics)
        return replace(
            told,
            as_typed=self._around(told.as_typed),
            not_as_typed=self._around(told.not_as_typed),
            corrected=self._around(told.corrected),
            only_full=self._around(told.only_full),
            with_nearest=self._around(told.with_nearest),
        )

    def _around(self, address: str | None) -> str | None:
        return None if address is None else self.around(_query(address))

    def decisions_of(self, dimension: Dimension) -> Callable[[Row], str | None]:
        """Addresses of the decisions that a row counts.

        None where no address lists exactly these: values chosen in a filter are joined by OR, so that those
        that have another one besides cannot be asked for.
        """

        def address(row: Row) -> str | None:
            if not self._is_within_choice(dimension, row):
                return None
            return self.counted.replaced(**dimension.parameters(row.value))

        return address

    def narrowed_to(self, dimension: Dimension) -> Callable[[Row], str | None]:
        """The parameters of this question narrowed to a row; None where it cannot be, or is already."""

        def parameters(row: Row) -> str | None:
            facet = dimension.facet
            if not self._is_within_choice(dimension, row):
                return None
            if self.request.narrowing.chosen.get(facet.name) == (row.value,):
                return None
            return _query(self.address.replaced(**dimension.parameters(row.value)))

        return parameters

    def _is_within_choice(self, dimension: Dimension, row: Row) -> bool:
        chosen = self.request.narrowing.chosen.get(dimension.facet.name)
        return not chosen or dimension.facet.is_within(row.value, chosen)

    def decisions_between(self, first: date, last: date) -> str | None:
        """The address of the decisions from one day to another, as far as the question's own dates go."""
        decided = self.request.narrowing.decided
        start = max(first, decided.first) if decided.first else first
        end = min(last, decided.last) if decided.last else last
        values = (_typed(start, is_whole=start.day == 1), _typed(end, is_whole=_ends_month(end)))
        return self.counted.replaced(**dict(zip(DATES, values, strict=True)))

    def rests(self) -> list[tuple[str, str]]:
        """What each filter keeps out, in words and as parameters: questions to compare with."""
        found = []
        for name, values in self.request.narrowing.chosen.items():
            facet = FACETS_BY_NAME[name]
            unwanted = (*self.request.narrowing.unwanted.get(name, ()), *values)
            rest = self.address.around(name, NOT + name).with_pairs(
                [encoded(NOT + name, value) for value in unwanted]
            )
            words = " or ".join(facet.full_label_of(value) for value in values)
            found.append((f"the rest, without {facet.label}: {words}", _query(rest)))
        if self.parameters != EVERYTHING:
            found.append(("all decisions", EVERYTHING))
        return found


def _query(address: str) -> str:
    """What stands behind the question mark."""
    return address.partition("?")[2]


def _typed(day: date, *, is_whole: bool) -> str:
    return day.isoformat()[: len("2016-12")] if is_whole else day.isoformat()


def _ends_month(day: date) -> bool:
    # There is no day after the last one of all.
    return day == date.max or (day + timedelta(days=1)).day == 1
