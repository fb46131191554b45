"""How far a batch is, and waiting for its end."""

import io

import pytest

from search.ingest import progress as progress_module
from search.ingest.progress import Progress, problems_of, wait_for
from search.models import Letter
from search.models.batches import State
from tests.factories import BatchFactory, IncomingFileFactory, LetterFactory

pytestmark = pytest.mark.django_db


def test_a_batch_is_done_when_every_file_has_its_result_and_is_searchable() -> None:
    batch, letter = BatchFactory.create(), LetterFactory.create()
    file = IncomingFileFactory.create(batch=batch, state=State.READING, letter=letter)
    IncomingFileFactory.create(batch=batch, state=State.REFUSED, name="bad.txt", reason="It is empty.")
    progress = Progress.of(batch)
    assert (progress.total, progress.open, progress.closed, progress.is_read) == (2, 1, 1, False)
    file.state = State.IMPORTED
    file.save()
    progress = Progress.of(batch)
    assert (progress.is_read, progress.is_done, progress.waiting_for_index) == (True, False, 1)
    assert str(progress) == "1 imported, 1 refused, 1 not searchable yet"
    Letter.objects.update(indexed_revision=1)
    progress = Progress.of(batch)
    assert progress.is_done
    assert problems_of(batch) == [("bad.txt", "It is empty.")]
    Letter.objects.update(indexed_revision=0, rejected_revision=1)
    assert str(Progress.of(batch)) == "1 imported, 1 refused, 1 rejected by the search index"


def test_a_letter_of_two_files_waits_once_and_other_batches_do_not_count() -> None:
    batch, letter = BatchFactory.create(), LetterFactory.create()
    IncomingFileFactory.create_batch(2, batch=batch, state=State.IMPORTED, letter=letter)
    IncomingFileFactory.create(state=State.WAITING)
    assert Progress.of(batch).waiting_for_index == 1
    assert Progress.of(batch).is_read


def test_results_stand_in_the_order_of_a_files_way_in_words() -> None:
    batch = BatchFactory.create()
    for state in reversed(State):
        IncomingFileFactory.create(batch=batch, state=state)
    assert Progress.of(batch).results == [(state.label, 1) for state in State]


def test_a_batch_without_files_is_done_and_says_so() -> None:
    progress = Progress.of(BatchFactory.create())
    assert progress.is_done
    assert str(progress) == "no files"


def test_waiting_ends_with_the_batch_or_when_nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module, "_PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(progress_module, "_LOOK_EVERY_SECONDS", 0.01)
    file = IncomingFileFactory.create(state=State.WAITING)
    assert not wait_for(file.batch, io.StringIO()).is_done
    file.state = State.FAILED
    file.save()
    assert wait_for(file.batch, io.StringIO()).is_done
