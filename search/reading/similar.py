"""Decisions like one of a letter's: found by the engine, told from the database, with the rate among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from search.forms import SearchForm
from search.index.engine import search_many, timeout_ms
from search.index.readiness import require_index_of_this_code
from search.letters.reasons import in_words
from search.letters.specialties import specialty_name
from search.letters.treatments.procedures import procedures_in
from search.models import Determination
from search.models.letters import Outcome, Visibility
from search.query.facets.hierarchies import guideline_values
from search.query.request import SearchRequest
from search.query.shares import FEWEST, OutcomeCounts
from search.query.similar import Subject, most_similar, similar_body
from search.query.statistics import SIDES, read_statistics, statistics_body
from search.reading.reason_passage import reason_passage
from search.reading.same_treatment import SameTreatment, same_treatments

SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class SimilarDecision:
    """A decision of another letter, with what tells why it was decided so."""

    row: Determination
    specialties: Sequence[str]
    reasons: Sequence[str]
    passage: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Outcomes of a set of decisions that the subject is in too, and the address that lists them."""

    label: str
    outcomes: OutcomeCounts
    address: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Decisions of one outcome that are less similar: how many on what, and the address that lists them."""

    label: str
    decisions: int
    address: str


@dataclass(frozen=True, slots=True)
class Similar:
    """Decisions of other letters on the same treatment by outcome, the most similar first.

    `rates` are of the same treatment; where few of it were decided, of its kind too. `outcome` is that of
    the decision itself, which they count.
    """

    upheld: Sequence[SimilarDecision]
    overturned: Sequence[SimilarDecision]
    rates: Sequence[Rate]
    outcome: str

    def __bool__(self) -> bool:
        return bool(self.upheld or self.overturned)

    @property
    def upheld_elsewhere(self) -> Elsewhere | None:
        return self._elsewhere(Outcome.UPHELD)

    @property
    def overturned_elsewhere(self) -> Elsewhere | None:
        return self._elsewhere(Outcome.OVERTURNED)

    def _elsewhere(self, outcome: Outcome) -> Elsewhere | None:
        """Those of the narrowest set told that has any; None where this decision is the only one."""
        for rate in self.rates:
            decisions = rate.outcomes.of(outcome)
            if decisions > (outcome == self.outcome):
                return Elsewhere(rate.label, decisions, f"{rate.address}&{urlencode({'outcome': outcome})}")
        return None


def find_similar(determination: Determination) -> Similar:
    """One request to the engine and two to the database.

    Raises:
        EngineUnavailable: the engine is away, answers for a part only, or its index is of another version.
        EngineRefused: the engine does not take a request, a fault of ours.
    """
    require_index_of_this_code()
    subject = subject_of(determination)
    sets = [(one, request) for one in same_treatments(subject) if (request := _request(one))]
    bodies = [similar_body(subject, side, timeout_ms()) for side in SIDES]
    bodies += [statistics_body(request, (), timeout_ms()) for _, request in sets]
    answers = search_many(bodies)
    upheld, overturned = _decisions(answers[: len(SIDES)])
    return Similar(upheld, overturned, list(_rates(sets, answers[len(SIDES) :])), determination.outcome)


def subject_of(determination: Determination) -> Subject:
    """The decision in the values that the index has of it."""
    return Subject(
        letter_id=determination.letter_id,
        treatment=determination.treatment,
        rationale=determination.rationale,
        category=determination.category,
        subcategory=determination.subcategory,
        drugs=tuple(determination.drugs),
        procedures=procedures_in(determination.treatment),
        body_regions=tuple(determination.body_regions),
        guideline_values=tuple(guideline_values(determination.reviewer_guidelines)),
        reasons=tuple(sorted({reason["key"] for reason in determination.reasons})),
    )


def _request(one: SameTreatment) -> SearchRequest | None:
    """The search that its address asks for; None where it is longer than a question may be."""
    form = SearchForm(QueryDict(urlencode(one.parameters)))
    return form.to_request() if form.is_valid() else None


def _rates(
    sets: Iterable[tuple[SameTreatment, SearchRequest]], answers: Iterable[Mapping[str, Any]]
) -> Iterator[Rate]:
    """Each set that was not told before, the narrowest first, until one is large enough to have a share."""
    told: OutcomeCounts | None = None
    for (one, request), answer in zip(sets, answers, strict=True):
        outcomes = read_statistics(request, (), answer).outcomes
        if outcomes.decided and outcomes != told:
            yield Rate(one.label, outcomes, f"{reverse('search')}?{urlencode(one.parameters)}")
        if outcomes.decided >= FEWEST:
            return
        told = outcomes


def _decisions(answers: Sequence[Mapping[str, Any]]) -> Iterator[list[SimilarDecision]]:
    """Those of each answer that the database has, and has with this outcome still."""
    ids = [found[:SHOWN] for found in most_similar([answer["hits"]["hits"] for answer in answers])]
    rows = _rows(one for several in ids for one in several)
    for outcome, several in zip(SIDES, ids, strict=True):
        yield [_shown(rows[one]) for one in several if one in rows and rows[one].outcome == outcome]


def _rows(ids: Iterable[str]) -> dict[str, Determination]:
    """Determinations by their documents' ids; public letters alone."""
    places = [tuple(map(int, one.split("-"))) for one in ids]
    if not places:
        return {}
    wanted = Q()
    for letter_id, number in places:
        wanted |= Q(letter_id=letter_id, number=number)
    rows = Determination.objects.filter(wanted, letter__visibility=Visibility.PUBLIC)
    # Texts of a whole letter are long, and not shown here.
    rows = rows.select_related("letter").defer("letter__text", "letter__case_summary", "letter__spans")
    return {f"{row.letter_id}-{row.number}": row for row in rows}


def _shown(row: Determination) -> SimilarDecision:
    return SimilarDecision(
        row=row,
        specialties=list(dict.fromkeys(map(specialty_name, row.letter.reviewer_specialties))),
        reasons=in_words(reason["key"] for reason in row.reasons),
        passage=reason_passage(row.rationale, row.reasons),
    )
