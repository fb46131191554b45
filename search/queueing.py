"""Tasks are queued by name, so that the rooms need not know the tasks that call them."""

import logging
from typing import cast

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError as BrokerError
from redis import Redis

logger = logging.getLogger(__name__)

READ_FILE = "search.tasks.read_file"
INDEX_LETTER = "search.tasks.index_letter"
PURGE_REMOVED = "search.tasks.purge_removed"
LETTERS_QUEUE = "letters"

# Reading a file ends within this many seconds, or the worker is stopped; the sweep counts on it.
READ_SECONDS = 60


def queue(task: str, row_id: int) -> None:
    """Queue a task for a row. Where the broker is away, the row stays open and the sweep queues it."""
    try:
        current_app.send_task(task, args=[row_id])
    except BrokerError as error:
        logger.warning("%s(%s) is left to the sweep, the broker is away: %s", task, row_id, error)


def letters_queue_length() -> int:
    """How many files wait in the broker, those that a worker already holds left out."""
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        return cast(int, broker.llen(LETTERS_QUEUE))
