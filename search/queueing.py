"""Tasks are queued by name, so that the rooms need not know the tasks that call them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError as BrokerError
from redis import Redis
from redis.exceptions import LockError, RedisError

logger = logging.getLogger(__name__)

READ_FILE = "search.tasks.read_file"
UPDATE_INDEX = "search.tasks.update_index"
SEND_MAILS = "search.tasks.send_mails"
ANNOUNCE_NEWS = "search.tasks.announce_news"
LETTERS_QUEUE = "letters"

# The index task waits this long, so that one bulk request carries what is stored meanwhile.
GATHERING_SECONDS = 0.3
# Should the queued task be lost, another is queued after this long; the sweep comes sooner.
_FORGET_AFTER_SECONDS = 30


def queue_reading(file_id: int) -> None:
    """Queue the reading of a file. Where the broker is away, the file stays open for the sweep."""
    try:
        current_app.send_task(READ_FILE, args=[file_id])
    except BrokerError as error:
        logger.warning("file %s is left to the sweep, the broker is away: %s", file_id, error)


def queue_index_update() -> None:
    """See to it that an index task is queued: one for however many letters were stored since the last.

    Where the broker is away, the letters stay marked as waiting, and the sweep writes them.
    """
    try:
        if _broker().set(_queued_mark(), 1, nx=True, ex=_FORGET_AFTER_SECONDS):
            current_app.send_task(UPDATE_INDEX, countdown=GATHERING_SECONDS)
    except (BrokerError, RedisError) as error:
        logger.warning("the index is left to the sweep, the broker is away: %s", error)


def index_update_begins() -> None:
    """From now on, what is stored needs another index task. To be called before the waiting are read."""
    _broker().delete(_queued_mark())


def queue_mails() -> None:
    """See to it that a task that sends mails is queued: one for however many were written since the last.

    Where the broker is away, the mails stay waiting, and the next interval sends them.
    """
    try:
        if _broker().set(_mails_mark(), 1, nx=True, ex=_FORGET_AFTER_SECONDS):
            current_app.send_task(SEND_MAILS)
    except (BrokerError, RedisError) as error:
        logger.warning("mails are left to the next interval, the broker is away: %s", error)


def sending_begins() -> None:
    """From now on, a mail that is written needs another task. To be called before the waiting are read."""
    _broker().delete(_mails_mark())


@contextmanager
def one_at_a_time(task: str, seconds: float) -> Iterator[Callable[[], object] | None]:
    """Hold a task's place for so many seconds, and as many more at each call of what this gives.

    It gives None where another worker holds the place. It spares work and protects nothing: where the broker
    is away, or the time ran out, two workers may be at it.
    """
    lock = _broker().lock(f"{task}:{settings.SEARCH_ALIAS}", timeout=seconds, blocking=False)
    try:
        is_mine = lock.acquire()
    except RedisError as error:
        logger.warning("nobody can tell whether another worker is at %s: %s", task, error)
        yield lambda: None
        return

    def go_on() -> None:
        with suppress(LockError, RedisError):
            lock.reacquire()

    try:
        yield go_on if is_mine else None
    finally:
        with suppress(LockError, RedisError):
            if is_mine:
                lock.release()


def letters_queue_length() -> int:
    """How many files wait in the broker, those that a worker already holds left out."""
    return _broker().llen(LETTERS_QUEUE)


def _queued_mark() -> str:
    return f"index-update-queued:{settings.SEARCH_ALIAS}"


def _mails_mark() -> str:
    return f"mails-queued:{settings.SEARCH_ALIAS}"


def _broker() -> Redis:
    return _client(settings.CELERY_BROKER_URL)


@cache
def _client(address: str) -> Redis:
    return Redis.from_url(address, socket_connect_timeout=2, socket_timeout=5)
