"""A guideline's page: who cites it with which outcome, for what, and what the other side cites then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final, Self

from django.urls import reverse
from django.utils.http import urlencode

from search.citator.guidelines_list import Cited, cited_guidelines, within
from search.citator.guidelines_names import (
    Family,
    above,
    book_chapter,
    families,
    is_listed,
    kind_of,
    name_of,
)
from search.citator.newest import READ_FOR_EACH, of_several_letters
from search.citator.treatments_names import Kind, treatments
from search.finding import Wanted
from search.pages.navigation import Link
from search.pages.outcome_chart import ROWS, AddressOf, Mark, OutcomeBar, OutcomeChart
from search.pages.search_views import other_views
from search.pages.trend_chart import TrendChart
from search.query.request import Narrowing, SearchRequest, Sort
from search.query.shares import OutcomeCounts
from search.query.statistics import DIMENSIONS_BY_NAME, Dimension, Row, Statistics, all_levels

NEWEST: Final = 5
# The names of the two facets, and of the parameter that leaves a value of one out.
REVIEWER: Final = "guideline"
CLAIMS: Final = "claims_guideline"
_NOT: Final = "not_"
_TREATMENTS: Final = ("procedure", "drug", "category")
_OF_REVIEWERS: Final = ("reason", "specialty")
_TIME: Final = "month"
_ROWS_OF_TREATMENTS: Final = 8


def wanted_of_list() -> Wanted:
    """All guidelines, as both sides cite them in all decisions."""
    return Wanted(SearchRequest(), [all_levels(REVIEWER), all_levels(CLAIMS)])


def wanted_of_page(key: str) -> list[Wanted]:
    """The decisions in which the reviewer cites it, the claims side does, and both do; and all there are."""
    named = [DIMENSIONS_BY_NAME[name] for name in (*_TREATMENTS, *_OF_REVIEWERS, _TIME, CLAIMS)]
    return [
        Wanted(_request(key, REVIEWER), [*named, all_levels(REVIEWER)], hits=READ_FOR_EACH * NEWEST),
        Wanted(_request(key, CLAIMS), [all_levels(CLAIMS)]),
        Wanted(_request(key, REVIEWER, CLAIMS)),
        Wanted(SearchRequest()),
    ]


def _request(key: str, *names: str) -> SearchRequest:
    return SearchRequest(narrowing=Narrowing(dict.fromkeys(names, (key,))), sort=Sort.NEWEST)


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart of the decisions in which the reviewer cites the guideline.

    `all_rows` leads to the rows that are not drawn, None where all are; `csv` to all rows as a file.
    """

    chart: OutcomeChart
    all_rows: str | None
    csv: str

    @classmethod
    def of(cls, key: str, chart: OutcomeChart) -> Self:
        asked = {REVIEWER: key, "by": chart.name}
        return cls(chart, _at("insights", **asked) if chart.more else None, _at("insights-csv", **asked))


@dataclass(frozen=True, slots=True)
class GuidelinePage:
    """What a guideline's page shows. `book` is a chapter's number in the ACOEM Practice Guidelines, or empty.

    `sides` has a row for each way of being cited; `parts` are the guidelines next below it.
    """

    key: str
    name: str
    kind: str
    family: Family
    book: str
    places: Sequence[Link]
    cited: Cited
    sides: OutcomeChart
    treatments: Sequence[Charted]
    of_reviewers: Sequence[Charted]
    other_side: Charted
    trend: TrendChart | None
    newest: Statistics

    @classmethod
    def of(cls, key: str, answers: Sequence[Statistics]) -> Self | None:
        """The page, of the answers to `wanted_of_page`; None where nobody cites it and no list has it."""
        reviewer, claims, *_ = answers
        counts = cited_guidelines(reviewer.breakdowns[REVIEWER], claims.breakdowns[CLAIMS])
        cited = within(counts, key)
        if cited is None or not (is_listed(key) or reviewer.total or claims.total):
            return None
        return cls(
            key=key,
            name=name_of(key),
            kind=kind_of(key),
            family=families()[cited.family],
            book=book_chapter(key),
            places=[Link(name_of(one), reverse("guideline", args=[one])) for one in above(key)],
            cited=cited,
            sides=_sides(key, *(one.outcomes for one in answers)),
            treatments=[_chart(key, reviewer, name, limit=_ROWS_OF_TREATMENTS) for name in _TREATMENTS],
            of_reviewers=[_chart(key, reviewer, name) for name in _OF_REVIEWERS],
            other_side=_other_side(key, reviewer),
            trend=TrendChart.of(reviewer.breakdowns[_TIME], partial(_decided, key)),
            newest=replace(reviewer, hits=of_several_letters(reviewer.hits, NEWEST)),
        )

    @property
    def title(self) -> str:
        """A family's name in full, a chapter's or section's alone."""
        return self.family.name if self.key == self.family.key else self.name

    @property
    def ways(self) -> list[Link]:
        """Other ways to look at the decisions in which the reviewer cites it."""
        return other_views(lambda name: _at(name, **{REVIEWER: self.key}))

    @property
    def is_cited(self) -> bool:
        return bool(self.cited.reviewer.decided or self.cited.claims.decided)


def _at(name: str, **parameters: str) -> str:
    """The address of this name with these parameters."""
    return f"{reverse(name)}?{urlencode(parameters)}"


def _decided(key: str, first: date, last: date) -> str:
    days = {"decided_from": first.isoformat(), "decided_to": last.isoformat()}
    return _at("search", **{REVIEWER: key, **days})


def _sides(
    key: str, reviewer: OutcomeCounts, claims: OutcomeCounts, both: OutcomeCounts, everything: OutcomeCounts
) -> OutcomeChart:
    """A row for each way of being cited, with the filters that list exactly its decisions."""
    bars = [
        _side("The reviewer", reviewer, {REVIEWER: key}),
        _side("The claims administrator", claims, {CLAIMS: key}),
        _side("Both", both, {REVIEWER: key, CLAIMS: key}),
        _side("The reviewer alone", _without(reviewer, both), {REVIEWER: key, _NOT + CLAIMS: key}),
        _side("The claims administrator alone", _without(claims, both), {CLAIMS: key, _NOT + REVIEWER: key}),
        _side("All decisions, whatever is cited", everything, {}),
    ]
    return OutcomeChart("sides", "Cited by", bars, more=0, is_multiple=True, is_complete=True)


def _without(outcomes: OutcomeCounts, part: OutcomeCounts) -> OutcomeCounts:
    return OutcomeCounts(outcomes.upheld - part.upheld, outcomes.overturned - part.overturned)


def _side(label: str, outcomes: OutcomeCounts, parameters: dict[str, str]) -> OutcomeBar:
    return OutcomeBar(
        value=label,
        label=label,
        level=0,
        is_none=False,
        outcomes=outcomes,
        share=outcomes.share,
        mark=Mark.of(outcomes, outcomes.share),
        address=_at("search", **parameters) if outcomes.decided else None,
        narrowed=None,
    )


def _chart(key: str, reviewer: Statistics, name: str, *, limit: int = ROWS) -> Charted:
    breakdown = reviewer.breakdowns[name]
    chart = OutcomeChart.of(
        breakdown,
        _address_of(key, breakdown.dimension),
        limit=limit,
        narrowed=partial(_treatment_page, name) if name in list(Kind) else None,
        whole=reviewer.share,
    )
    return Charted.of(key, chart)


def _treatment_page(name: str, row: Row) -> str | None:
    """The page of a drug or procedure; of a name that the lists have no more there is none."""
    return reverse(name, args=[row.value]) if row.value in treatments(Kind(name)) else None


def _address_of(key: str, dimension: Dimension) -> AddressOf:
    return lambda row: _at("search", **{REVIEWER: key, **dimension.parameters(row.value)})


def _other_side(key: str, reviewer: Statistics) -> Charted:
    """What the claims side cites where the reviewer cites this."""
    breakdown = reviewer.breakdowns[CLAIMS]
    named = replace(breakdown, rows=tuple(_named(row) for row in breakdown.rows))
    chart = OutcomeChart.of(
        named,
        _address_of(key, breakdown.dimension),
        narrowed=lambda row: None if row.is_none else reverse("guideline", args=[row.value]),
        whole=reviewer.share,
    )
    return Charted.of(key, chart)


def _named(row: Row) -> Row:
    return row if row.is_none else replace(row, label=name_of(row.value))
