from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from search.alerts.schedule import follow, next_due
from search.models import NewsCounter, SavedQuery
from search.models.saved import Frequency
from tests.people_factories import SavedQueryFactory

CALIFORNIA = ZoneInfo("America/Los_Angeles")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALIFORNIA)


@pytest.mark.parametrize(
    ("frequency", "now", "due"),
    [
        (Frequency.DAILY, "2026-11-20T05:59", "2026-11-20T06:00"),
        (Frequency.DAILY, "2026-11-20T06:00", "2026-11-21T06:00"),
        # The clocks go back in the night to Sunday, 1 November, and forward on 8 March.
        (Frequency.DAILY, "2026-10-31T07:00", "2026-11-01T06:00"),
        (Frequency.DAILY, "2026-03-07T07:00", "2026-03-08T06:00"),
        (Frequency.WEEKLY, "2026-11-20T12:00", "2026-11-23T06:00"),
        (Frequency.WEEKLY, "2026-11-23T05:00", "2026-11-23T06:00"),
        (Frequency.WEEKLY, "2026-11-23T06:00", "2026-11-30T06:00"),
        (Frequency.AT_ONCE, "2026-11-20T12:00", "2026-11-20T12:00"),
    ],
)
def test_the_next_look_is_at_six_in_the_morning_by_the_portals_clock(
    frequency: str, now: str, due: str
) -> None:
    assert next_due(frequency, at(now)) == at(due)


def test_who_is_not_told_is_never_due() -> None:
    assert next_due(Frequency.OFF, at("2026-11-20T12:00")) is None


def position(number: int) -> None:
    NewsCounter.objects.update_or_create(pk=1, defaults={"position": number})


def test_turned_on_it_tells_of_what_comes_from_now_on(db: None) -> None:
    position(7)
    saved = SavedQueryFactory.create()
    follow(saved, Frequency.DAILY)
    stored = SavedQuery.objects.get()
    assert (stored.announced_position, stored.frequency) == (7, Frequency.DAILY)
    assert stored.due_at is not None
    assert stored.unsubscribe_nonce


def test_another_frequency_leaves_out_nothing(db: None) -> None:
    position(7)
    saved = SavedQueryFactory.create()
    follow(saved, Frequency.DAILY)
    nonce = saved.unsubscribe_nonce
    position(9)
    follow(saved, Frequency.AT_ONCE)
    assert saved.announced_position == 7
    assert saved.unsubscribe_nonce == nonce


def test_turned_off_and_on_again_it_does_not_tell_of_what_came_between(db: None) -> None:
    saved = SavedQueryFactory.create()
    follow(saved, Frequency.DAILY)
    follow(saved, Frequency.OFF)
    assert saved.due_at is None
    position(9)
    follow(saved, Frequency.DAILY)
    assert saved.announced_position == 9


def test_what_the_mails_reached_meanwhile_is_kept(db: None) -> None:
    loaded_before = SavedQueryFactory.create(frequency=Frequency.DAILY, announced_position=3)
    SavedQuery.objects.update(announced_position=5)
    follow(loaded_before, Frequency.WEEKLY)
    assert SavedQuery.objects.get().announced_position == 5


def test_one_that_is_not_saved_yet_is_filled(db: None) -> None:
    position(4)
    saved = SavedQueryFactory.build(owner=None)
    follow(saved, Frequency.AT_ONCE)
    assert saved.announced_position == 4
    assert saved.due_at
    assert not SavedQuery.objects.exists()


def test_following_anew_asks_a_failed_one_again(db: None) -> None:
    saved = SavedQueryFactory.create(frequency=Frequency.AT_ONCE, alert_error="cannot be asked")
    follow(saved, Frequency.AT_ONCE)
    assert SavedQuery.objects.get().alert_error == ""


def test_one_that_is_due_and_edited_stays_due(db: None) -> None:
    saved = SavedQueryFactory.create()
    follow(saved, Frequency.DAILY, at("2026-11-20T05:00"))
    follow(saved, Frequency.DAILY, at("2026-11-20T06:01"))
    assert SavedQuery.objects.get().due_at == at("2026-11-20T06:00")
    follow(saved, Frequency.WEEKLY, at("2026-11-20T06:01"))
    assert SavedQuery.objects.get().due_at == at("2026-11-23T06:00")


def test_one_that_failed_and_was_mended_is_asked_at_once(db: None) -> None:
    saved = SavedQueryFactory.create(frequency=Frequency.AT_ONCE, due_at=at("2026-11-20T06:10"))
    follow(saved, Frequency.AT_ONCE, at("2026-11-20T06:01"))
    assert SavedQuery.objects.get().due_at == at("2026-11-20T06:01")
