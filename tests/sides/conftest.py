"""Made-up letters that all tests of this room ask, written to the index once."""

import random
from collections.abc import Iterator
from typing import Any, Final

import pytest
from pytest_django import DjangoDbBlocker

from tests.factories import LetterFactory
from tests.searchable import searchable

UPHOLDING: Final = ["no_functional_improvement", "no_indication", "not_recommended"]
OVERTURNING: Final = ["criteria_met", "benefit_documented"]
TREATMENTS: Final = ["Acupuncture for the knee", "Lumbar epidural steroid injection", "Norco 10/325 mg #60"]
GUIDELINES: Final[list[dict[str, Any]]] = [
    {"family": "MTUS", "title": "Chronic Pain", "sections": ["Opioids"]},
    {"family": "MTUS", "title": "Low Back Complaints"},
    {"family": "ODG", "title": "Knee"},
    {"family": "Other", "title": "A textbook"},
]
CASES: Final = 120


def sentence(key: str, number: int) -> str:
    return f"Regarding case {number}, <b>{key.replace('_', ' ')}</b> & that is a reason."


def _determination(chance: random.Random, number: int) -> dict[str, Any]:
    outcome = chance.choices(["upheld", "overturned"], [3, 1])[0]
    given = chance.sample(UPHOLDING if outcome == "upheld" else OVERTURNING, chance.randint(0, 2))
    if chance.random() < 0.1:
        given.append("weaning_advised")
    rationale, reasons = "The records were read.", list[dict[str, Any]]()
    for key in given:
        start = len(rationale) + 1
        rationale += f" {sentence(key, number)}"
        reasons.append({"key": key, "start": start, "end": len(rationale)})
    return {
        "treatment": chance.choice(TREATMENTS),
        "outcome": outcome,
        "rationale": rationale,
        "reasons": reasons or [{"key": "other", "start": 0, "end": 22}],
        "reviewer_guidelines": chance.sample(GUIDELINES, chance.randint(0, 2)),
        "claims_administrator_guidelines": chance.sample(GUIDELINES, chance.randint(0, 1)),
    }


def _store() -> None:
    chance = random.Random(7)  # noqa: S311  made-up letters, no secret
    for number in range(CASES):
        items = [_determination(chance, number) for _ in range(chance.randint(1, 2))]
        LetterFactory.create(case_number=f"CM15-{number:07d}", determinations=items)


@pytest.fixture(scope="module")
def portal(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with searchable(_store, django_db_blocker):
        yield
