"""Letters that nobody may see any more, while the index still holds them."""

from collections.abc import Callable
from typing import Any

import pytest

from search.index.engine import search
from search.index.point_in_time import PointInTime
from search.ingest.quarantine import refuse
from search.models import Letter
from search.models.letters import Visibility
from tests.factories import LetterFactory

pytestmark = pytest.mark.django_db

EVERYTHING: dict[str, Any] = {"query": {"match_all": {}}, "size": 10, "sort": ["_doc"]}


def take_out(letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(visibility=Visibility.REMOVED)


def hold_back(letter: Letter) -> None:
    refuse(Letter.objects.filter(pk=letter.pk))


def delete(letter: Letter) -> None:
    letter.delete()


@pytest.fixture
def letters(make_searchable: Callable[[], None]) -> list[Letter]:
    letters = LetterFactory.create_batch(2)
    make_searchable()
    return letters


@pytest.mark.parametrize("hide", [take_out, hold_back, delete])
def test_no_answer_holds_them(letters: list[Letter], hide: Callable[[Letter], None]) -> None:
    reference = letters[1].reference
    hide(letters[0])
    assert [hit["_source"]["letter"] for hit in search(EVERYTHING)["hits"]["hits"]] == [reference]
    with PointInTime() as moment:
        batches = list(moment.batches({**EVERYTHING, "size": 1}))
    assert [hit["_source"]["letter"] for batch in batches for hit in batch] == [reference]


def test_an_answer_without_hits_asks_the_database_nothing(
    letters: list[Letter], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        search({**EVERYTHING, "size": 0})


def test_an_answer_asks_the_database_once(letters: list[Letter], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        search(EVERYTHING)
