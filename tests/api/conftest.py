"""Letters that the API's tests share; they must not change them."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoDbBlocker

from search.suggesting.building import build_suggestions
from tests.api.letters import make_two_letters
from tests.factories import LetterFactory
from tests.searchable import searchable


@pytest.fixture(scope="module")
def letters(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Three public letters with fourteen determinations of known outcome, one unread, one in quarantine."""
    with searchable(_store, django_db_blocker):
        build_suggestions()
        yield


def _store() -> None:
    make_two_letters()
    LetterFactory(
        case_number="CM18-0000003",
        decided_on=date(2018, 3, 1),
        determinations=[
            {
                "treatment": f"Acupuncture session {number}",
                "outcome": "overturned" if number <= 4 else "upheld",
                "category": "Acupuncture",
                "reasons": [{"key": "no_red_flags"}, {"key": "weaning_advised"}],
            }
            for number in range(1, 12)
        ],
    )
    LetterFactory(
        case_number="CM18-0000004",
        decided_on=None,
        unread_reason="No layout fits.",
        text="A letter about kinesiology.",
        determinations=[],
    )
    LetterFactory(case_number="CM18-0000009", visibility="quarantined")
