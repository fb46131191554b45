"""The disputed items of one letter: how many, which, how decided and why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from random import Random
from typing import Final

from search.generator.case import Case
from search.generator.citations import (
    CLAIMS_ADMINISTRATOR,
    REVIEWER,
    Citation,
    Subject,
    cite,
    nothing_cited,
)
from search.generator.data_files import Weighted, toml
from search.generator.dates import CaseDates, padded
from search.generator.medications import draw_medication
from search.generator.rationales import OVERTURNED, UPHELD, Rationale, write_ancillary, write_rationale
from search.generator.topics import topics
from search.generator.treatments import (
    DISPENSED,
    Treatment,
    draw_category,
    draw_surgical_service,
    draw_treatment,
)

OPERATION: Final = "Surgery"
MIXED: Final = 0.15  # share of the letters with several items that decide them differently
OVERTURNED_THROUGHOUT: Final = 0.05
RETROSPECTIVE: Final = 0.03
ATTEMPTS: Final = 8  # draws an item, before a letter goes with fewer items than meant
DIGITS: Final = re.compile(r"[\d./]+")


@dataclass(frozen=True, slots=True)
class Determination:
    """One disputed item with its outcome, both citations and the rationale."""

    treatment: Treatment
    outcome: str
    administrator: Citation
    reviewer: Citation
    rationale: Rationale


@cache
def _counts() -> Weighted[int]:
    table: dict[str, float] = toml("treatment_mix.toml")["determinations_per_letter"]
    return Weighted.of([int(count) for count in table], list(table.values()))


def draw_determinations(rng: Random, case: Case, *, single: bool) -> tuple[Determination, ...]:
    """The items of a letter: one where it is `single`, else 1 to 21."""
    count = 1 if single else _counts().draw(rng)
    treatments = _distinct(_treatments(rng, case), count)
    outcomes = _outcomes(rng, treatments)
    falls = treatments[0].categories[0] == OPERATION and outcomes[0] == UPHELD
    return tuple(
        _fall(rng, treatment, case)
        if falls and place and outcome == UPHELD
        else _decide(rng, treatment, outcome, case)
        for place, (treatment, outcome) in enumerate(zip(treatments, outcomes, strict=True))
    )


def _distinct(drawn: Iterator[Treatment], count: int) -> list[Treatment]:
    found: dict[str, Treatment] = {}
    for treatment in islice(drawn, ATTEMPTS * count):
        found.setdefault(DIGITS.sub("", treatment.text), treatment)
        if len(found) == count:
            break
    return list(found.values())


def _treatments(rng: Random, case: Case) -> Iterator[Treatment]:
    """Treatments without end; what follows an operation are services that go with it."""
    first = _draw(rng, case)
    yield _retrospective(rng, first, case.dates)
    while True:
        if first.categories[0] == OPERATION:
            yield draw_surgical_service(rng, first.injury, case.story)
        else:
            other = _draw(rng, case)
            if other.categories[0] != OPERATION:
                yield _retrospective(rng, other, case.dates)


def _draw(rng: Random, case: Case) -> Treatment:
    while True:
        category = draw_category(rng, case.claimant)
        if category == DISPENSED:
            return draw_medication(rng, case.claimant, case.story)
        treatment = draw_treatment(rng, category, case.claimant, case.story)
        if treatment is not None:
            return treatment


def _retrospective(rng: Random, treatment: Treatment, dates: CaseDates) -> Treatment:
    """Now and then the treatment was given before it was reviewed."""
    if treatment.requested or rng.random() >= RETROSPECTIVE:
        return treatment
    given = padded(dates.visit)
    text = rng.choice(
        (
            f"Retrospective {treatment.text} (DOS: {given})",
            f"{treatment.text}, DOS: {given}",
            f"Retrospective request for {treatment.text} DOS {given}",
        )
    )
    return replace(treatment, text=text)


def _outcomes(rng: Random, treatments: list[Treatment]) -> list[str]:
    """An outcome for each treatment; several are seldom decided differently."""
    if len(treatments) == 1:
        return [_outcome(rng.random() < _rate(treatments[0]))]
    chance = rng.random()
    if chance < OVERTURNED_THROUGHOUT:
        return [OVERTURNED] * len(treatments)
    outcomes = [UPHELD] * len(treatments)
    if chance < OVERTURNED_THROUGHOUT + MIXED:
        granted = max(1, round(len(treatments) * rng.uniform(0.1, 0.6)))
        for place in _by_rate(rng, treatments)[: min(granted, len(treatments) - 1)]:
            outcomes[place] = OVERTURNED
    return outcomes


def _by_rate(rng: Random, treatments: list[Treatment]) -> list[int]:
    """Places of the treatments, those likely to be overturned first; an operation before its services."""
    if treatments[0].categories[0] == OPERATION:
        return list(range(len(treatments)))
    return sorted(range(len(treatments)), key=lambda place: -_rate(treatments[place]) * rng.random())


def _rate(treatment: Treatment) -> float:
    rates: dict[str, float] = toml("treatment_mix.toml")["overturned"]
    return rates[treatment.categories[0]]


def _outcome(overturned: bool) -> str:
    return OVERTURNED if overturned else UPHELD


def _decide(rng: Random, treatment: Treatment, outcome: str, case: Case) -> Determination:
    chapter = treatment.injury.kind.chapter
    subject = Subject(topics()[treatment.topic], chapter, case.dates.decided.year, case.cites_pages)
    administrator, reviewer = (cite(rng, side, subject) for side in (CLAIMS_ADMINISTRATOR, REVIEWER))
    story = case.story_of(rng, treatment.injury)
    rationale = write_rationale(rng, treatment, outcome, reviewer, story)
    return Determination(treatment, outcome, administrator, reviewer, rationale)


def _fall(rng: Random, treatment: Treatment, case: Case) -> Determination:
    """A service that falls with the operation it belongs to: no citation, one sentence."""
    return Determination(
        treatment=treatment,
        outcome=UPHELD,
        administrator=nothing_cited(CLAIMS_ADMINISTRATOR),
        reviewer=nothing_cited(REVIEWER),
        rationale=write_ancillary(rng, treatment, case.story),
    )
