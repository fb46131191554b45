"""Files whose task was lost with a worker or a broker: queued anew in time, and not before."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from redis import Redis

from search.ingest.sweep import GRACE, LEASE, sweep
from search.models import IncomingFile
from search.models.batches import State
from search.queueing import letters_queue_length
from tests.factories import IncomingFileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("broker")]

SECOND = timedelta(seconds=1)


def file_since(state: State, queued: timedelta, started: timedelta | None = None) -> IncomingFile:
    """A file that was queued and claimed that long ago."""
    file: IncomingFile = IncomingFileFactory.create(state=state)
    now = timezone.now()
    file.queued_at = now - queued
    file.started_at = None if started is None else now - started
    file.save()
    return file


def test_a_file_whose_worker_is_lost_is_queued_whether_others_wait_or_not(broker: Redis) -> None:
    for queue_is_empty in (True, False):
        file_since(State.READING, LEASE + GRACE, LEASE + SECOND)
        assert sweep(queue_is_empty) == 1
    assert letters_queue_length() == 2


def test_a_file_that_a_worker_may_still_read_is_left_to_it() -> None:
    file_since(State.READING, LEASE + GRACE, LEASE - 10 * SECOND)
    assert LEASE.total_seconds() > settings.READ_SECONDS
    assert sweep(queue_is_empty=True) == 0


def test_a_waiting_file_is_queued_once_the_queue_is_empty_and_its_grace_is_over() -> None:
    file_since(State.WAITING, GRACE + SECOND)
    file_since(State.WAITING, GRACE - 10 * SECOND)
    assert sweep(queue_is_empty=False) == 0
    assert sweep(queue_is_empty=True) == 1


def test_what_was_swept_is_not_swept_again_at_once() -> None:
    file_since(State.WAITING, GRACE + SECOND)
    file_since(State.READING, LEASE + GRACE, LEASE + SECOND)
    assert (sweep(queue_is_empty=True), sweep(queue_is_empty=True)) == (2, 0)


@pytest.mark.parametrize("state", [state for state in State if state not in ("waiting", "reading")])
def test_a_file_with_its_result_is_never_queued_again(state: State) -> None:
    file_since(state, timedelta(days=1), timedelta(days=1))
    assert sweep(queue_is_empty=True) == 0


def test_the_longest_lost_come_first_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.ingest.sweep.AT_ONCE", 2)
    files = [file_since(State.WAITING, GRACE + number * SECOND) for number in (1, 3, 2)]
    assert sweep(queue_is_empty=True) == 2
    still_old = IncomingFile.objects.filter(queued_at__lt=timezone.now() - GRACE)
    assert [file.pk for file in still_old] == [files[0].pk]
