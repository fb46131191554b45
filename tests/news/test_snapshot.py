"""The small index that alerts ask: made of the database, by the mapping of the large one, and gone after."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from search.forms import SearchForm
from search.index.alias import physical_indices
from search.index.engine import engine_errors, indexing_client
from search.index.errors import EngineRefused, EngineUnavailable
from search.index.suggestions import suggestion_indices
from search.models.letters import Visibility
from search.news.snapshot import Clause, remove_left_behind, snapshot_indices, snapshot_of
from search.query.builder import matching_clause
from tests.conftest import no_engine
from tests.factories import LetterFactory

pytestmark = pytest.mark.usefixtures("engine", "db")


def clause(parameters: str) -> Clause:
    form = SearchForm(QueryDict(parameters))
    assert form.is_valid()
    return matching_clause(form.to_request())


def test_it_holds_what_the_database_holds_without_any_other_index() -> None:
    letter = LetterFactory.create(
        determinations=[{"treatment": "Lumbar fusion"}, {"treatment": "Wheelchair", "outcome": "overturned"}]
    )
    other = LetterFactory.create(determinations=[{"treatment": "Lumbar fusion"}])
    with snapshot_of([letter.pk]) as snapshot:
        assert snapshot.outcomes == {f"{letter.pk}-1": "upheld", f"{letter.pk}-2": "overturned"}
        found = snapshot.find(
            [clause("q=fusion"), clause("outcome=overturned"), clause("q=pickle"), clause("")]
        )
    first, second = f"{letter.pk}-1", f"{letter.pk}-2"
    assert found == list(map(frozenset, [[first], [second], [], [first, second]]))
    assert other.pk != letter.pk
    assert snapshot_indices() == []


@pytest.mark.parametrize("visibility", [Visibility.QUARANTINED, Visibility.REFUSED, Visibility.REMOVED])
def test_what_is_not_public_is_not_in_it(visibility: str) -> None:
    letter = LetterFactory.create(visibility=visibility)
    with snapshot_of([letter.pk, letter.pk + 1]) as snapshot:
        assert snapshot.outcomes == {}
        assert snapshot.find([clause("")]) == [frozenset()]


def test_a_clause_that_the_engine_does_not_take_keeps_no_other_from_its_answer() -> None:
    letter = LetterFactory.create()
    with snapshot_of([letter.pk]) as snapshot:
        refused, found = snapshot.find([{"no such clause": {}}, clause("")])
    assert isinstance(refused, EngineRefused)
    assert found == frozenset([f"{letter.pk}-1"])


def test_a_letter_that_the_engine_does_not_take_is_left_out() -> None:
    sound, odd = (
        LetterFactory.create(),
        LetterFactory.create(determinations=[{"reviewer_guidelines": [{"family": "x" * 40_000}]}]),
    )
    with snapshot_of([sound.pk, odd.pk]) as snapshot:
        assert snapshot.outcomes == {f"{sound.pk}-1": "upheld"}


def test_without_an_engine_there_is_none() -> None:
    with no_engine(), pytest.raises(EngineUnavailable), snapshot_of([1]):
        pass


def test_it_goes_even_where_the_work_on_it_fails() -> None:
    with pytest.raises(ZeroDivisionError), snapshot_of([]):
        raise ZeroDivisionError
    assert snapshot_indices() == []


def test_what_a_killed_worker_left_is_removed_once_it_is_old(index: str) -> None:
    with snapshot_of([]) as snapshot:
        remove_left_behind()
        assert snapshot_indices() == [snapshot.index]
        others = {*physical_indices(), *suggestion_indices()}
        remove_left_behind(datetime.now(UTC) + timedelta(hours=1))
        assert snapshot_indices() == []
        assert {*physical_indices(), *suggestion_indices()} == others
    with engine_errors():
        assert indexing_client().indices.exists(index=index)
