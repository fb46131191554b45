"""Those who are far behind: told in parts of the news, in one mail, and without keeping others waiting."""

from datetime import timedelta

import pytest

from search.alerts import announcing
from search.alerts.announcing import announce
from search.index.keeping import bring_up_to_date
from search.models import Announcement, OutgoingMail, SavedQuery
from search.models.saved import Frequency
from search.news.positions import give_positions, newest_position
from tests.alerts.steps import FUSION, NOON, all_sent, run, saved, stored

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "NEWS_AT_ONCE", 3)


def due_now(query: SavedQuery) -> None:
    SavedQuery.objects.filter(pk=query.pk).update(due_at=NOON)


def test_a_long_window_is_told_in_one_mail() -> None:
    query = saved(frequency=Frequency.WEEKLY)
    due_now(query)
    for _ in range(4):
        stored({}, {})
    assert len(run()) == 8
    mail = OutgoingMail.objects.get()
    assert mail.announcements.count() == 8
    assert mail.not_before == NOON
    query.refresh_from_db()
    assert query.announced_position == newest_position()
    assert query.due_at
    assert query.due_at > NOON


def test_until_all_parts_are_told_the_mail_waits() -> None:
    query = saved(frequency=Frequency.WEEKLY)
    due_now(query)
    for _ in range(4):
        stored({}, {})
    bring_up_to_date()
    announce(NOON, seconds=-1)
    mail = OutgoingMail.objects.get()
    assert mail.announcements.count() == 3
    assert mail.not_before > NOON
    query.refresh_from_db()
    assert query.due_at == NOON
    for _ in range(2):
        announce(NOON, seconds=-1)
    mail.refresh_from_db()
    assert mail.announcements.count() == 8
    assert mail.not_before == NOON


def test_a_last_part_without_a_match_lets_the_mail_go() -> None:
    query = saved(frequency=Frequency.WEEKLY)
    due_now(query)
    stored({}, {}, {})
    stored({"treatment": "Wheelchair"})
    bring_up_to_date()
    announce(NOON, seconds=-1)
    assert OutgoingMail.objects.get().not_before > NOON
    announce(NOON, seconds=-1)
    mail = OutgoingMail.objects.get()
    assert (mail.not_before, mail.announcements.count()) == (NOON, 3)


def test_who_is_far_behind_does_not_keep_others_waiting() -> None:
    behind = saved("q=fusion", Frequency.WEEKLY)
    due_now(behind)
    for _ in range(6):
        stored({}, {})
    bring_up_to_date()
    while give_positions():
        pass
    other = saved("q=lumbar+fusion")
    new = stored()
    bring_up_to_date()
    announce(NOON, seconds=-1)
    told = Announcement.objects.filter(saved_query=other).values_list("news__reference", flat=True)
    assert list(told) == [new.reference]
    # And the one behind has come nearer.
    assert Announcement.objects.filter(saved_query=behind).count() == 3


def test_parts_that_one_run_has_no_time_for_are_left_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "QUERIES_AT_ONCE", 2)
    for _ in range(5):
        saved()
    stored()
    bring_up_to_date()
    assert [announce(NOON, seconds=-1).told for _ in range(3)] == [4, 1, 0]


def test_who_waited_longest_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "QUERIES_AT_ONCE", 1)
    queries = [saved() for _ in range(3)]
    for query, hours in zip(queries, (1, 3, 2), strict=True):
        SavedQuery.objects.filter(pk=query.pk).update(due_at=NOON - timedelta(hours=hours))
    stored(FUSION)
    bring_up_to_date()
    announce(NOON, seconds=-1)
    announce(NOON, seconds=-1)
    told = Announcement.objects.order_by("pk").values_list("saved_query", flat=True)
    assert list(told) == [queries[1].pk, queries[2].pk, queries[0].pk]


def test_the_mail_that_waited_for_the_parts_is_not_put_off_again_once_it_may_go() -> None:
    query = saved()
    stored()
    run()
    for _ in range(4):
        stored({}, {})
    due_now(query)
    run()
    assert OutgoingMail.objects.get().not_before == NOON
    all_sent()
    due_now(query)
    assert run() == []
