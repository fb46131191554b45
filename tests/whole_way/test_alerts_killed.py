"""Workers that die in the middle of announcing and of sending, with tasks that come twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.utils import timezone
from redis import Redis

from search.index.keeping import bring_up_to_date
from search.models import Announcement, OutgoingMail, SavedQuery
from search.models.saved import Frequency
from search.news.positions import newest_position
from search.news.snapshot import remove_left_behind
from search.queueing import ANNOUNCE_NEWS, SEND_MAILS
from tests.alerts.steps import stored
from tests.conftest import fresh_index
from tests.people_factories import UserFactory
from tests.whole_way.conftest import Worker, until

QUERIES, LETTERS = 600, 5
State = OutgoingMail.State


@pytest.fixture
def index_of_its_own(engine: None, transactional_db: None) -> Iterator[str]:
    with fresh_index() as name:
        yield name
        remove_left_behind(timezone.now() + timedelta(hours=1))


def _sent() -> int:
    return OutgoingMail.objects.filter(state=State.SENT).count()


def _folder() -> list[Path]:
    return list(Path(settings.MAIL_DIR).glob("*.eml"))


@pytest.mark.usefixtures("index_of_its_own")
def test_every_owner_is_told_once_of_every_decision(
    start_worker: Callable[[], Worker], broker: Redis
) -> None:
    owner = UserFactory.create()
    queries = (
        SavedQuery(
            owner=owner,
            name=f"Fusion {number}",
            parameters="q=fusion",
            frequency=Frequency.AT_ONCE,
            due_at=timezone.now(),
        )
        for number in range(QUERIES)
    )
    SavedQuery.objects.bulk_create(queries)
    for _ in range(LETTERS):
        stored()
    bring_up_to_date()
    for path in _folder():
        path.unlink()

    first = start_worker()
    for _ in range(3):
        current_app.send_task(ANNOUNCE_NEWS)
    until(Announcement.objects.exists, "the first announcements")
    first.kill()
    assert OutgoingMail.objects.count() < QUERIES, "the worker was killed too late to prove anything"
    # What the dead worker held is free again after a while.
    broker.delete(*broker.keys(f"{ANNOUNCE_NEWS}:*"))
    _the_dead_ones_time_is_over()

    second = start_worker()
    for _ in range(3):
        current_app.send_task(ANNOUNCE_NEWS)
    newest = newest_position()
    until(lambda: not SavedQuery.objects.filter(announced_position__lt=newest).exists(), "everybody's news")
    until(lambda: _are_sent(QUERIES // 10, broker), "a tenth of the mails", seconds=120)
    second.kill()
    assert _sent() < QUERIES, "the worker was killed too late to prove anything"
    _the_dead_ones_time_is_over()

    start_worker()
    for _ in range(2):
        current_app.send_task(ANNOUNCE_NEWS)
        current_app.send_task(SEND_MAILS)
    until(lambda: _are_sent(QUERIES, broker), "the mails", seconds=120)

    pairs = Announcement.objects.values_list("saved_query", "news__reference", "news__number")
    assert len(pairs) == len(set(pairs)) == QUERIES * LETTERS
    of_queries = OutgoingMail.objects.values_list("saved_query", flat=True)
    assert sorted(of_queries) == sorted(SavedQuery.objects.values_list("pk", flat=True))
    ids = Counter(message_from_bytes(path.read_bytes())["Message-ID"] for path in _folder())
    assert set(ids.values()) == {1}
    assert len(ids) == QUERIES


def _the_dead_ones_time_is_over() -> None:
    OutgoingMail.objects.filter(state=State.SENDING).update(lease_until=timezone.now())


def _are_sent(count: int, broker: Redis) -> bool:
    """Whether so many mails are sent; sending is asked for again, as beat does at intervals."""
    if _sent() >= count:
        return True
    if not OutgoingMail.objects.filter(state=State.SENDING).exists() and not broker.llen("people"):
        current_app.send_task(SEND_MAILS)
    return False
