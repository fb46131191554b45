"""A treatment's page: how its denials ended, why, under which guideline, and decisions to cite."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final, Self

from django.urls import reverse
from django.utils.http import urlencode

from search.citator.newest import READ_FOR_EACH, of_several_letters
from search.citator.treatments_names import Kind, Treatment, treatments
from search.finding import Wanted
from search.letters.facts import OVERTURNED, UPHELD
from search.letters.reasons import OTHER
from search.letters.treatments.drugs import drugs_in
from search.pages.navigation import Link
from search.pages.outcome_chart import ROWS, AddressOf, Mark, OutcomeChart
from search.pages.search_views import other_views
from search.pages.trend_chart import TrendChart
from search.query.facets import NONE
from search.query.request import Narrowing, SearchRequest, Sort
from search.query.result import Hit
from search.query.shares import OUTCOME, OutcomeCounts, Share, wilson
from search.query.statistics import DIMENSIONS_BY_NAME, SIDES, Breakdown, Row, Statistics

NEWEST: Final = 5
TO_CITE: Final = 3
_REASONS_SHOWN: Final = 6
_WITH_SHOWN: Final = 8
_REASON: Final = "reason"
_TIME: Final = "month"
_CHARTS: Final = (
    ("guideline", "By the guideline that the reviewer used", "Guidelines"),
    ("region", "By body region", "Body regions"),
    ("specialty", "By the reviewer’s specialty", "Specialties"),
)
_WITH: Final = (
    (Kind.PROCEDURE, "Procedures and services in the same request"),
    (Kind.DRUG, "Drugs in the same request"),
)
# What can be cited says why, and by which guideline.
_CITABLE: Final = {_REASON: (NONE, OTHER), "guideline": (NONE,)}
_PAGES: Final = {Kind.DRUG: "drug", Kind.PROCEDURE: "procedure"}


def page_address(treatment: Treatment) -> str:
    """Where a treatment's page is."""
    return reverse(_PAGES[treatment.kind], args=[treatment.key])


def wanted_of_page(treatment: Treatment) -> list[Wanted]:
    """The decisions on it, those to cite of each side, and all decisions there are."""
    names = [*(name for name, *_ in _CHARTS), *Kind, _REASON, _TIME]
    dimensions = [DIMENSIONS_BY_NAME[name] for name in names]
    return [
        Wanted(_request(treatment), dimensions, hits=READ_FOR_EACH * NEWEST),
        *(Wanted(_to_cite(treatment, side), hits=READ_FOR_EACH * TO_CITE) for side in SIDES),
        Wanted(SearchRequest()),
    ]


def _request(treatment: Treatment, **chosen: tuple[str, ...]) -> SearchRequest:
    narrowing = Narrowing({treatment.kind.value: (treatment.key,), **chosen})
    return SearchRequest(narrowing=narrowing, sort=Sort.NEWEST)


def _to_cite(treatment: Treatment, side: str) -> SearchRequest:
    request = _request(treatment, **{OUTCOME: (side,)})
    return replace(request, narrowing=replace(request.narrowing, unwanted=_CITABLE))


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart under its title, `short` for a link to it.

    `all_rows` leads to the rows left out, `csv` to all as a file.
    """

    title: str
    short: str
    chart: OutcomeChart
    all_rows: str | None
    csv: str


@dataclass(frozen=True, slots=True)
class GivenReason:
    """A reason with how many decisions of one side give it; the share is None of too few."""

    label: str
    count: int
    share: Share | None
    mark: Mark | None
    address: str


@dataclass(frozen=True, slots=True)
class Side:
    """One outcome: `decided` decisions, why, and some of them to cite; `address` lists all."""

    outcome: str
    decided: int
    address: str
    reasons: Sequence[GivenReason]
    to_cite: Sequence[Hit]


@dataclass(frozen=True, slots=True)
class TreatmentPage:
    """What a treatment's page shows; `everything` are the outcomes of all decisions, to compare with."""

    treatment: Treatment
    found: Statistics
    everything: OutcomeCounts
    sides: Sequence[Side]
    charts: Sequence[Charted]
    asked_with: Sequence[Charted]
    trend: TrendChart | None

    @classmethod
    def of(cls, treatment: Treatment, answers: Sequence[Statistics]) -> Self:
        """The page, of the answers to `wanted_of_page`."""
        found, upheld, overturned, everything = answers
        found = replace(found, hits=of_several_letters(found.hits, NEWEST))
        to_cite = {UPHELD: upheld.hits, OVERTURNED: overturned.hits}
        to_cite = {side: of_several_letters(decisions, TO_CITE) for side, decisions in to_cite.items()}
        addresses = _Addresses(treatment)
        return cls(
            treatment=treatment,
            found=found,
            everything=everything.outcomes,
            sides=[_side(side, found.outcomes.of(side), to_cite[side], found, addresses) for side in SIDES],
            charts=[
                addresses.chart(found, name, title, short)
                for name, title, short in _CHARTS
                if found.breakdowns[name].named
            ],
            asked_with=[chart for chart in _with_others(addresses, found) if chart.chart.bars],
            trend=TrendChart.of(found.breakdowns[_TIME], addresses.decided_between),
        )

    @property
    def outcomes(self) -> OutcomeCounts:
        return self.found.outcomes

    @property
    def address(self) -> str:
        return _Addresses(self.treatment).of()

    @property
    def ways(self) -> list[Link]:
        """Other ways to look at the decisions on it."""
        return other_views(lambda name: _Addresses(self.treatment).of(at=name))


@dataclass(frozen=True, slots=True)
class _Addresses:
    """Addresses of some of the decisions on a treatment."""

    treatment: Treatment

    def of(self, at: str = "search", **parameters: str) -> str:
        asked = {self.treatment.kind.value: self.treatment.key, **parameters}
        return f"{reverse(at)}?{urlencode(asked)}"

    def decided_between(self, first: date, last: date) -> str:
        return self.of(decided_from=first.isoformat(), decided_to=last.isoformat())

    def of_row(self, name: str) -> AddressOf:
        """Of the same facet both values would be joined by OR; a question can ask for a second drug."""
        dimension = DIMENSIONS_BY_NAME[name]
        if name != self.treatment.kind:
            return lambda row: self.of(**dimension.parameters(row.value))
        return self._of_other_drug if name == Kind.DRUG else lambda row: None

    def _of_other_drug(self, row: Row) -> str | None:
        names = [drug.name for drug in drugs_in(row.value)]
        return self.of(q=f'drug:"{row.value}"') if names == [row.value] else None

    def chart(
        self,
        found: Statistics,
        name: str,
        title: str,
        short: str = "",
        *,
        breakdown: Breakdown | None = None,
        limit: int = ROWS,
    ) -> Charted:
        chart = OutcomeChart.of(
            breakdown or found.breakdowns[name],
            self.of_row(name),
            limit=limit,
            narrowed=partial(_page_of, name),
            whole=found.share,
        )
        # The insights of one drug have that drug itself as a row.
        is_apart = name == self.treatment.kind
        all_rows = self.of(at="insights", by=name) if chart.more and not is_apart else None
        return Charted(title, short, chart, all_rows, self.of(at="insights-csv", by=name))


def _page_of(name: str, row: Row) -> str | None:
    """The page of a guideline or of another treatment."""
    if row.is_none:
        return None
    if name == "guideline":
        return reverse("guideline", args=[row.value])
    if name in set(Kind) and (other := treatments(Kind(name)).get(row.value)):
        return page_address(other)
    return None


def _with_others(addresses: _Addresses, found: Statistics) -> list[Charted]:
    """What else the same determinations ask for."""
    own = addresses.treatment
    charts = []
    for kind, title in _WITH:
        breakdown = found.breakdowns[kind]
        others = tuple(row for row in breakdown.named if (kind, row.value) != (own.kind, own.key))
        named = replace(breakdown, rows=tuple(_named(kind, row) for row in others))
        charts.append(addresses.chart(found, kind, title, breakdown=named, limit=_WITH_SHOWN))
    return charts


def _named(kind: Kind, row: Row) -> Row:
    other = treatments(kind).get(row.value)
    return replace(row, label=other.name) if other else row


def _side(
    outcome: str, decided: int, to_cite: Sequence[Hit], found: Statistics, addresses: _Addresses
) -> Side:
    given = [
        (count, row)
        for row in found.breakdowns[_REASON].named
        if row.value != OTHER and (count := row.outcomes.of(outcome))
    ]
    given.sort(key=lambda one: -one[0])
    reasons = [_reason(outcome, decided, count, row, addresses) for count, row in given[:_REASONS_SHOWN]]
    return Side(outcome, decided, addresses.of(**{OUTCOME: outcome}), reasons, to_cite)


def _reason(outcome: str, decided: int, count: int, row: Row, addresses: _Addresses) -> GivenReason:
    share = wilson(count, decided)
    mark = Mark.of(OutcomeCounts(decided - count, count), share)
    address = addresses.of(**{OUTCOME: outcome, _REASON: row.value})
    return GivenReason(row.label, count, share, mark, address)
