"""Made-up letters that all tests of this room ask, written to the index once."""

import random
from collections.abc import Iterator
from typing import Any, Final

import pytest
from pytest_django import DjangoDbBlocker

from tests.factories import LetterFactory
from tests.searchable import searchable

CITATIONS: Final[list[dict[str, Any]]] = [
    {"family": "MTUS", "title": "Low Back Complaints", "sections": ["Special Studies", "Physical Methods"]},
    {"family": "MTUS", "title": "Low Back Complaints", "sections": ["Special Studies"]},
    {"family": "MTUS", "title": "Low Back Complaints"},
    {"family": "MTUS", "title": "Chronic Pain Medical Treatment", "sections": ["Acupuncture"]},
    {"family": "MTUS"},
    {"family": "ODG", "title": "Low Back, MRI"},
    {"family": "ODG", "title": "Knee & Leg (Walking aids)"},
    {"family": "ACOEM", "title": "Some text of its own"},
    {"family": "Other", "title": "A textbook, page 12"},
]
TREATMENTS: Final = [
    "Acupuncture for the knee",
    "Lumbar epidural steroid injection",
    "MRI of the lumbar spine",
]
CASES: Final = 120


def _determination(chance: random.Random) -> dict[str, Any]:
    return {
        "treatment": chance.choice(TREATMENTS),
        "outcome": chance.choices(["upheld", "overturned"], [3, 1])[0],
        "reviewer_guidelines": chance.sample(CITATIONS, chance.randint(0, 3)),
        "claims_administrator_guidelines": chance.sample(CITATIONS, chance.randint(0, 2)),
    }


def _store() -> None:
    chance = random.Random(11)  # noqa: S311  made-up letters, no secret
    for number in range(CASES):
        items = [_determination(chance) for _ in range(chance.randint(1, 2))]
        LetterFactory.create(case_number=f"CM15-{number:07d}", determinations=items)
    once = {
        "family": "MTUS",
        "title": "Low Back Complaints",
        "sections": ["Page 289 <b>of the</b> old print"],
    }
    LetterFactory.create(case_number="CM15-9000000", determinations=[{"reviewer_guidelines": [once]}])


@pytest.fixture(scope="module")
def portal(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with searchable(_store, django_db_blocker):
        yield
