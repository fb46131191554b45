"""What the Celery workers do. A task takes an id or nothing, reads the rows anew, and may run twice."""

import logging

from celery import shared_task
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from search.alerts.announcing import announce
from search.alerts.due import call_back
from search.index import keeping
from search.index.errors import EngineError, EngineUnavailable
from search.ingest import sweep
from search.ingest.pipeline import process_file
from search.mail import delivering
from search.people import expiry
from search.queueing import (
    ANNOUNCE_NEWS,
    READ_FILE,
    SEND_MAILS,
    UPDATE_INDEX,
    index_update_begins,
    letters_queue_length,
    one_at_a_time,
    sending_begins,
)
from search.suggesting.building import build_suggestions_if_due

logger = logging.getLogger(__name__)

# A hundred saved queries, or the building of what they are asked of, take less.
_ANNOUNCING_SECONDS = 90


@shared_task(
    name=READ_FILE,
    soft_time_limit=settings.READ_SECONDS - 10,
    time_limit=settings.READ_SECONDS,
    autoretry_for=(DatabaseError,),
    retry_backoff=2,
    retry_backoff_max=60,
    retry_jitter=True,
    max_retries=5,
)
def read_file(file_id: int) -> None:
    """Bring an incoming file to its result."""
    process_file(file_id)


@shared_task(name=UPDATE_INDEX)
def update_index() -> None:
    """Write what waits for the index, and purge what was removed; queued on a change, and at intervals.

    Needs no retry: what an outage leaves stays marked, and the next interval comes.
    """
    index_update_begins()
    try:
        keeping.bring_up_to_date()
    except EngineUnavailable as error:
        logger.warning("the index waits, the search engine is away: %s", error)


@shared_task
def sweep_files() -> None:
    """Queue the incoming files whose task was lost."""
    requeued = sweep.sweep(queue_is_empty=letters_queue_length() == 0)
    if requeued:
        logger.warning("queued %s files whose task was lost", requeued)


@shared_task
def update_suggestions() -> None:
    """Build the search box's suggestions anew where letters were written since; needs no retry."""
    try:
        build_suggestions_if_due()
    except EngineError as error:
        logger.warning("the suggestions stay as they are: %s", error)


@shared_task
def forget_expired() -> None:
    """Delete ended sessions, counters of attempts, and accounts that were never confirmed."""
    expiry.forget_expired()


@shared_task(
    name=SEND_MAILS, soft_time_limit=delivering.TASK_SECONDS - 30, time_limit=delivering.TASK_SECONDS
)
def send_mails() -> None:
    """Send the mails that wait, and delete the old ones; queued when one is written, and at intervals.

    Needs no retry: what is not sent stays in the outbox, and the next interval comes.
    """
    sending_begins()
    delivering.call_back()
    delivering.send_waiting()
    delivering.clear_old()


@shared_task(name=ANNOUNCE_NEWS)
def announce_news() -> None:
    """Tell the owners of saved queries what is new; what is not done in time, the next interval does."""
    with one_at_a_time(ANNOUNCE_NEWS, _ANNOUNCING_SECONDS) as go_on:
        if go_on is None:
            return
        call_back(timezone.now())
        try:
            announce(go_on=go_on)
        except EngineError as error:
            logger.warning("announcements wait: %s", error)
