"""Two workers at once, doubled tasks, and workers that die: on connections of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from redis import Redis

from search.alerts import announcing, recording
from search.alerts.announcing import announce
from search.index.keeping import bring_up_to_date
from search.models import Announcement, OutgoingMail, SavedQuery
from search.news.positions import newest_position
from search.queueing import ANNOUNCE_NEWS, one_at_a_time
from search.tasks import announce_news
from tests.alerts.steps import NOON, announced_by, lines, run, saved, stored
from tests.conftest import fresh_index

QUERIES, LETTERS = 12, 4


@pytest.fixture
def own_index(engine: None, transactional_db: None) -> Iterator[str]:
    with fresh_index() as name:
        yield name


@pytest.fixture
def _load(own_index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saved queries in several chunks, and letters that each of them finds."""
    monkeypatch.setattr(announcing, "QUERIES_AT_ONCE", 5)
    for _ in range(QUERIES):
        saved()
    for _ in range(LETTERS):
        stored()
    bring_up_to_date()


def everybody_is_told_once() -> None:
    told = lines(Announcement.objects.all())
    assert len(told) == QUERIES * LETTERS
    pairs = Announcement.objects.values_list("saved_query", "news__reference", "news__number")
    assert len(set(pairs)) == QUERIES * LETTERS
    assert OutgoingMail.objects.count() == QUERIES
    assert not OutgoingMail.objects.filter(announcements=None).exists()


def _in_a_thread(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


@pytest.mark.usefixtures("_load")
def test_two_workers_that_ask_the_same_at_once_tell_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_asked = Barrier(2, timeout=60)
    record = recording.record

    def record_together(*arguments: Any) -> int:
        both_have_asked.wait()
        return record(*arguments)

    monkeypatch.setattr(announcing, "record", record_together)
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(_in_a_thread, lambda: announce(NOON)) for _ in range(2)]
        told = [one.result().told for one in runs]
    assert sum(told) == QUERIES
    everybody_is_told_once()


@pytest.mark.usefixtures("_load")
def test_a_worker_that_dies_in_a_transaction_leaves_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with _dying(monkeypatch, after=8), pytest.raises(SystemExit):
        announce(NOON)
    # Five are done; of the next five nothing is left, not even of those before the death.
    assert OutgoingMail.objects.count() == 5
    assert Announcement.objects.count() == 5 * LETTERS
    announce(NOON)
    everybody_is_told_once()


@contextmanager
def _dying(monkeypatch: pytest.MonkeyPatch, after: int) -> Iterator[None]:
    left, move_on = after, recording._move_on

    def die(*arguments: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise SystemExit
        move_on(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(recording, "_move_on", die)
        yield


@pytest.mark.usefixtures("_load")
def test_a_search_that_is_edited_while_it_is_asked_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    record = recording.record

    def record_after_the_edit(*arguments: Any) -> int:
        SavedQuery.objects.update(parameters="q=wheelchair")
        return record(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(announcing, "record", record_after_the_edit)
        announce(NOON)
    assert not Announcement.objects.exists()
    letter = stored({"treatment": "Wheelchair"})
    assert {line[1] for line in run()} == {letter.reference}


def test_while_one_worker_announces_another_leaves_it_at_that(own_index: str, broker: Redis) -> None:
    saved()
    stored()
    bring_up_to_date()
    with one_at_a_time(ANNOUNCE_NEWS, 60) as go_on:
        assert go_on is not None
        go_on()
        assert announced_by(announce_news) == []
        assert newest_position() == 0
    assert len(announced_by(announce_news)) == 1
    assert announced_by(announce_news) == []


def test_the_place_of_a_worker_that_died_is_free_after_its_time(broker: Redis) -> None:
    with one_at_a_time("a task", 0.01) as first:
        assert first is not None
        while broker.keys("a task*"):
            pass
        with one_at_a_time("a task", 60) as second:
            assert second is not None
            # Late, the first one neither takes the place back nor frees it.
            first()
        assert first is not None


def test_without_a_broker_work_goes_on(broker_away: object) -> None:
    with one_at_a_time("a task", 60) as go_on:
        assert go_on is not None
        go_on()
