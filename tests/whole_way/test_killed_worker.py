"""A worker that dies in the middle of a batch, and another that takes over."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from celery import current_app
from django.utils import timezone

from search.generator import MadeLetter, make_letters
from search.index.drift import find_drift
from search.ingest.receiving import Delivery, open_batch, receive
from search.ingest.sweep import sweep
from search.models import Batch, Determination, IncomingFile, Letter
from search.models.batches import OPEN_STATES, State
from search.queueing import UPDATE_INDEX, letters_queue_length
from tests.whole_way.conftest import Worker, until

COUNT = 150


def _determinations(letter: MadeLetter) -> int:
    made = letter.label["determinations"]
    assert isinstance(made, list)
    return len(made)


@pytest.mark.usefixtures("index")
def test_every_file_ends_in_one_state_and_no_letter_is_lost_or_doubled(
    start_worker: Callable[[], Worker],
) -> None:
    made = list(make_letters(COUNT, seed=7))
    batch = open_batch(Batch.Source.COMMAND)
    deliveries = [Delivery(f"{letter.file_stem}.txt", BytesIO(letter.text.encode())) for letter in made]
    receive(batch, deliveries)
    files = IncomingFile.objects.filter(batch=batch)

    first = start_worker()
    until(lambda: files.filter(state=State.IMPORTED).count() >= COUNT // 5, "a fifth of the batch")
    first.kill()
    assert files.filter(state__in=OPEN_STATES).exists(), "the worker was killed too late to prove anything"

    start_worker()
    until(lambda: letters_queue_length() == 0, "the queued files")
    # The files that the dead worker held are taken up once its time for them is over.
    an_hour_ago = timezone.now() - timedelta(hours=1)
    files.filter(state__in=OPEN_STATES).update(started_at=an_hour_ago, queued_at=an_hour_ago)
    sweep(queue_is_empty=True)
    until(lambda: not files.filter(state__in=OPEN_STATES).exists(), "the files of the dead worker")

    assert Counter(files.values_list("state", flat=True)) == {State.IMPORTED: COUNT}
    assert Letter.objects.count() == COUNT
    assert Determination.objects.count() == sum(map(_determinations, made))
    current_app.send_task(UPDATE_INDEX)  # as beat does at intervals
    until(lambda: not Letter.objects.waiting_for_index().exists(), "the index")
    assert not find_drift()
