"""When the suggestions are built, and what a build leaves behind."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from search.index.engine import engine_errors, indexing_client
from search.index.errors import EngineUnavailable
from search.index.suggestions import (
    last_build,
    replace_suggestions,
    suggestion_indices,
    suggestions_alias,
)
from search.models import Letter
from search.models.letters import Visibility
from search.suggesting import building, collecting, suggest
from search.suggesting.building import build_suggestions, build_suggestions_if_due
from tests.factories import LetterFactory

Write = Callable[[], None]


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds may follow one another at once."""
    monkeypatch.setattr(building, "_SHARE_OF_TIME", 1e9)


@pytest.mark.usefixtures("no_pause")
def test_they_are_built_when_letters_were_written_and_only_then(make_searchable: Write) -> None:
    assert build_suggestions_if_due()
    assert not build_suggestions_if_due()
    LetterFactory(determinations=[{"treatment": "Traction"}])
    make_searchable()
    assert build_suggestions_if_due()
    assert not build_suggestions_if_due()
    assert [suggestion.text for suggestion in suggest("trac")] == ["Traction"]


def test_while_letters_keep_coming_there_is_a_pause_between_builds(
    make_searchable: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_SHARE_OF_TIME", 1e-9)
    assert build_suggestions_if_due()
    LetterFactory()
    make_searchable()
    assert not build_suggestions_if_due()


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize("gone", ["deleted", "in quarantine"])
def test_the_words_of_a_letter_that_is_gone_leave_with_the_next_build(
    gone: str, make_searchable: Write
) -> None:
    letter = LetterFactory.create(
        case_number="CM16-0000077", determinations=[{"treatment": "Zebra traction"}]
    )
    make_searchable()
    build_suggestions_if_due()
    assert suggest("zebra")
    assert suggest("cm16-0000077")
    if gone == "deleted":
        letter.delete()
    else:
        Letter.objects.filter(pk=letter.pk).update(visibility=Visibility.QUARANTINED, revision=2)
    make_searchable()
    assert suggest("cm16-0000077") == []
    assert build_suggestions_if_due()
    assert suggest("zebra") == []


def test_one_index_is_left_of_any_number_of_builds(make_searchable: Write) -> None:
    LetterFactory()
    make_searchable()
    for _ in range(3):
        assert build_suggestions() > 0
    assert len(suggestion_indices()) == 1


def test_what_a_dead_worker_left_half_built_is_deleted(index: str) -> None:
    left_behind = f"{suggestions_alias()}-20200101000000000000"
    with engine_errors():
        indexing_client().indices.create(index=left_behind)
    build_suggestions()
    assert left_behind not in suggestion_indices()


def test_a_build_that_fails_leaves_those_before_serving(make_searchable: Write) -> None:
    LetterFactory(determinations=[{"treatment": "Traction"}])
    make_searchable()
    build_suggestions()
    serving = suggestion_indices()

    def failing() -> "list[dict[str, object]]":
        raise EngineUnavailable("in the middle")

    with pytest.raises(EngineUnavailable):
        replace_suggestions((document for _ in range(2) for document in failing()), "x", datetime.now(UTC))
    assert suggestion_indices() == serving
    assert suggest("trac")


def test_those_of_another_mapping_are_built_anew(index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build_suggestions()
    assert last_build() is not None
    monkeypatch.setattr("search.index.suggestions.LONGEST_BEGINNING", 3)
    monkeypatch.setattr("search.index.suggestions._SETTINGS", {"number_of_shards": 1})
    assert last_build() is None


def test_without_an_index_of_determinations_nothing_is_built(engine: None, db: None) -> None:
    with pytest.raises(EngineUnavailable):
        build_suggestions()
    assert suggestion_indices() == []


def test_what_cannot_be_counted_in_time_is_left_out(
    make_searchable: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "_COUNTING_SECONDS", -1.0)
    LetterFactory(determinations=[{"treatment": name} for name in ("Traction", "Traction", "Crutches")])
    make_searchable()
    build_suggestions()
    assert [suggestion.text for suggestion in suggest("tr")] == ["Traction"]
    assert suggest("crut") == []
