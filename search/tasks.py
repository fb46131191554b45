"""What the Celery workers do. Every task takes an id, reads the row anew, and may run twice."""

import logging
from typing import Any

from celery import shared_task
from django.db import DatabaseError

from search.index import keeping
from search.index.errors import EngineUnavailable
from search.ingest import sweep
from search.ingest.pipeline import process_file
from search.queueing import INDEX_LETTER, PURGE_REMOVED, READ_FILE, READ_SECONDS, letters_queue_length

logger = logging.getLogger(__name__)

_PATIENCE: dict[str, Any] = {
    "retry_backoff": 2,
    "retry_backoff_max": 60,
    "retry_jitter": True,
    "max_retries": 5,
}
_INDEX_FAULTS = (EngineUnavailable, DatabaseError)


@shared_task(
    name=READ_FILE,
    soft_time_limit=READ_SECONDS - 10,
    time_limit=READ_SECONDS,
    autoretry_for=(DatabaseError,),
    **_PATIENCE,
)
def read_file(file_id: int) -> None:
    """Bring an incoming file to its result."""
    process_file(file_id)


@shared_task(name=INDEX_LETTER, autoretry_for=_INDEX_FAULTS, **_PATIENCE)
def index_letter(letter_id: int) -> None:
    """Bring a letter's newest revision to the index, and others that wait beside it."""
    keeping.bring_up_to_date(letter_id)


@shared_task(name=PURGE_REMOVED, autoretry_for=_INDEX_FAULTS, **_PATIENCE)
def purge_removed(removed_id: int) -> None:
    """Take removed letters out of the index: this one, and others that wait beside it."""
    keeping.purge_waiting()


@shared_task
def sweep_index() -> None:
    """Index and purge what an outage left behind."""
    try:
        keeping.sweep()
    except EngineUnavailable as error:
        logger.warning("the index waits, the search engine is away: %s", error)


@shared_task
def sweep_files() -> None:
    """Queue the incoming files whose task was lost."""
    requeued = sweep.sweep(queue_is_empty=letters_queue_length() == 0)
    if requeued:
        logger.warning("queued %s files whose task was lost", requeued)
