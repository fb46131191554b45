"""The drift check: it sees every way in which the copy can differ, and mends it."""

from typing import Any

import pytest
from django.conf import settings

from search.index.alias import delete_index
from search.index.drift import Drift, find_drift, mend
from search.index.engine import indexing_client
from search.index.errors import EngineUnavailable
from search.index.keeping import bring_up_to_date
from search.models import Letter
from tests.factories import LetterFactory
from tests.index.held import documents, revisions
from tests.index.line import Fault, Line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def letter() -> Letter:
    """A letter with two determinations, written, beside another that stays as it is."""
    letter = LetterFactory.create(determinations=[{}, {}])
    LetterFactory.create()
    bring_up_to_date()
    assert not find_drift()
    return letter


def put(letter_id: int, number: int, **fields: Any) -> None:
    """Write a document past the portal."""
    source = {"letter_id": letter_id, "number": number, "revision": 1, **fields}
    indexing_client().index(
        index=settings.SEARCH_ALIAS, id=f"{letter_id}-{number}", body=source, refresh=True
    )


def remove(letter: Letter, number: int) -> None:
    """Delete a document past the portal."""
    indexing_client().delete(index=settings.SEARCH_ALIAS, id=f"{letter.pk}-{number}", refresh=True)


def mended() -> Drift:
    """Mend, and look again."""
    mend(find_drift())
    return find_drift()


def test_a_missing_letter_is_found_and_written(letter: Letter) -> None:
    remove(letter, 1)
    remove(letter, 2)
    drift = find_drift()
    assert (drift.missing, drift.stale, drift.orphaned) == ({letter.pk}, {}, {})
    assert not mended()
    assert {f"{letter.pk}-1", f"{letter.pk}-2"} <= set(documents())


def test_a_single_missing_document_makes_its_letter_stale(letter: Letter) -> None:
    remove(letter, 2)
    assert find_drift().stale == {letter.pk: {1: 1}}
    assert not mended()
    assert f"{letter.pk}-2" in documents()


def test_a_stale_letter_is_found_and_written(letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(revision=3, indexed_revision=3)
    assert set(find_drift().stale) == {letter.pk}
    assert not mended()


def test_a_copy_that_is_ahead_of_a_restored_database_is_found_and_written_over(letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(revision=9)
    bring_up_to_date()
    Letter.objects.filter(pk=letter.pk).update(revision=2, indexed_revision=2)
    assert set(find_drift().stale) == {letter.pk}
    assert not mended()
    letter.refresh_from_db()
    assert set(revisions().values()) == {1, letter.revision}
    assert letter.revision > 9


def test_a_document_that_its_letter_never_had_is_found_and_deleted(letter: Letter) -> None:
    put(letter.pk, 7)
    assert find_drift().stale == {letter.pk: {1: 1, 2: 1, 7: 1}}
    assert not mended()
    assert f"{letter.pk}-7" not in documents()


def test_an_orphaned_document_is_found_and_deleted(letter: Letter) -> None:
    put(99_999, 4)
    assert find_drift().orphaned == {99_999: {4: 1}}
    assert not mended()
    assert all(document["letter_id"] != 99_999 for document in documents().values())


def test_letters_that_wait_or_were_rejected_are_no_drift(letter: Letter, poisoned: Letter) -> None:
    bring_up_to_date()
    Letter.objects.filter(pk=letter.pk).update(revision=2)
    drift = find_drift()
    assert not drift
    assert (drift.waiting, drift.rejected) == (1, 1)


def test_an_unread_letter_is_no_drift() -> None:
    LetterFactory.create(determinations=[], unread_reason="No heading.")
    bring_up_to_date()
    assert not find_drift()


def test_without_the_index_or_the_engine_nothing_is_said(index: str, line: Line) -> None:
    line.trouble("", Fault.CUT)
    with pytest.raises(EngineUnavailable):
        find_drift()
    line.mend()
    delete_index(index)
    with pytest.raises(EngineUnavailable, match="not built"):
        find_drift()
