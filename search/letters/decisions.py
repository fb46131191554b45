"""What is decided of one treatment, put together from the places where a letter says it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from search.letters.citations import read_citation
from search.letters.facts import Determination, Finding, Span
from search.letters.passages import Passage
from search.letters.treatments import describe_treatment


@dataclass(slots=True)
class Decisions:
    """What the part of the letter that holds the decisions says."""

    determinations: list[Determination] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DecidedItem:
    """The places of one determination; a place that the letter does not have is an empty passage."""

    treatment: Passage
    requested: Passage | None
    outcome: str
    outcome_place: Passage
    administrator: Passage
    reviewer: Passage
    rationale: Passage


def determination(number: int, item: DecidedItem) -> Determination:
    """The determination that an item's places tell; `number` counts from 1."""
    treatment = item.treatment.words
    described = describe_treatment(treatment)
    administrator, reviewer = item.administrator.words, item.reviewer.words
    return Determination(
        number=number,
        treatment=treatment,
        requested=item.requested.words if item.requested else None,
        outcome=item.outcome,
        category=described.category,
        subcategory=described.subcategory,
        drugs=described.drugs,
        body_regions=described.body_regions,
        claims_administrator_citation=administrator,
        reviewer_citation=reviewer,
        claims_administrator_guidelines=read_citation(administrator),
        reviewer_guidelines=read_citation(reviewer),
        rationale=item.rationale.prose,
        details=described.details,
        spans=_spans(item),
    )


def gaps(number: int, item: DecidedItem, needed: Collection[str]) -> list[Finding]:
    """A finding for each of the `needed` parts (names of spans) that is empty."""
    return [
        Finding(f"determinations.{number}.{name}", "This part of the determination is empty.")
        for name, place in _places(item).items()
        if name in needed and place.start == place.end
    ]


def _spans(item: DecidedItem) -> dict[str, Span]:
    return {name: place.span for name, place in _places(item).items() if place.start < place.end}


def _places(item: DecidedItem) -> dict[str, Passage]:
    places = {
        "treatment": item.treatment,
        "outcome": item.outcome_place,
        "claims_administrator_citation": item.administrator,
        "reviewer_citation": item.reviewer,
        "rationale": item.rationale,
    }
    return {**places, "requested": item.requested} if item.requested else places
