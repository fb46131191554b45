"""Who is told of what: once, and nothing missed, whatever happens to letters, searches and mails."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group

from search.alerts import recording
from search.alerts.announcing import announce
from search.alerts.due import due
from search.alerts.recipients import confirmed_addresses
from search.alerts.recording import GATHERING
from search.alerts.schedule import follow
from search.documents import document_id
from search.index.engine import engine_errors, indexing_client
from search.index.errors import EngineUnavailable
from search.index.keeping import bring_up_to_date
from search.index.rebuild import rebuild
from search.ingest.quarantine import refuse, release
from search.models import Announcement, Letter, News, OutgoingMail, SavedQuery
from search.models.saved import Frequency
from search.news.positions import give_positions, newest_position
from search.news.snapshot import snapshot_indices
from search.people.roles import READER
from tests.alerts.steps import NOON, all_sent, announced_by, quarantined, run, saved, stored
from tests.conftest import no_engine
from tests.factories import LetterFactory

pytestmark = pytest.mark.usefixtures("index")
LATER = NOON + timedelta(hours=1)
UPHELD, OVERTURNED = {"outcome": "upheld"}, {"outcome": "overturned"}


def position_of(query: SavedQuery) -> int:
    query.refresh_from_db()
    return query.announced_position


def test_a_new_decision_is_announced_once_with_a_mail() -> None:
    query = saved()
    letter = stored({}, {"treatment": "Wheelchair"})
    assert run() == [("q=fusion", letter.reference, 1, "upheld", "")]
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.state, mail.saved_query, mail.user) == ("alert", "waiting", query, query.owner)
    assert mail.recipient == query.owner.email
    assert Announcement.objects.get().mail == mail
    assert run(LATER) == []
    assert OutgoingMail.objects.count() == 1


def test_what_was_there_before_the_alert_was_turned_on_is_not_announced() -> None:
    stored()
    run()
    saved()
    assert run() == []


def test_without_a_match_there_is_no_mail_and_the_position_moves() -> None:
    query = saved("q=wheelchair")
    stored()
    assert run() == []
    assert not OutgoingMail.objects.exists()
    assert position_of(query) == newest_position() > 0


def test_each_search_is_told_of_its_own() -> None:
    saved("q=fusion&outcome=overturned")
    saved("q=wheelchair")
    saved("outcome=overturned")
    letter = stored(OVERTURNED, {"treatment": "Wheelchair"})
    assert run() == [
        ("outcome=overturned", letter.reference, 1, "overturned", ""),
        ("q=fusion&outcome=overturned", letter.reference, 1, "overturned", ""),
        ("q=wheelchair", letter.reference, 2, "upheld", ""),
    ]


def test_all_words_must_stand_unless_the_search_says_otherwise() -> None:
    saved("q=lumbar+fusion+pickle")
    saved("q=lumbar+fusion+pickle&match=most")
    stored()
    assert [line[0] for line in run()] == ["q=lumbar+fusion+pickle&match=most"]


def test_a_day_is_told_in_one_mail_at_its_time() -> None:
    query = saved(frequency=Frequency.DAILY)
    run()
    assert query.owner
    stored()
    assert run() == []
    stored()
    query.refresh_from_db()
    assert query.due_at is not None
    assert len(run(query.due_at)) == 2
    assert OutgoingMail.objects.count() == 1
    assert run(query.due_at) == []


def test_who_is_told_at_once_gets_what_comes_meanwhile_in_the_next_mail() -> None:
    saved()
    stored()
    run()
    all_sent()
    stored()
    stored()
    assert run() == []
    assert len(run(NOON + GATHERING)) == 2
    assert OutgoingMail.objects.count() == 2


# -- letters that change ----------------------------------------------------------------------------------


def test_another_outcome_is_announced_as_a_change() -> None:
    saved()
    letter = stored(UPHELD)
    run()
    stored(OVERTURNED, letter=letter)
    assert run(LATER) == [("q=fusion", letter.reference, 1, "overturned", "upheld")]
    assert run(LATER) == []


def test_a_change_is_announced_even_where_the_search_does_not_find_it_any_more() -> None:
    saved("q=fusion&outcome=overturned")
    letter = stored(OVERTURNED)
    run()
    stored(UPHELD, letter=letter)
    assert run(LATER) == [("q=fusion&outcome=overturned", letter.reference, 1, "upheld", "overturned")]


def test_a_change_that_makes_it_found_says_what_it_was() -> None:
    saved("q=fusion&outcome=overturned")
    letter = stored(UPHELD)
    assert run() == []
    stored(OVERTURNED, letter=letter)
    assert run(LATER) == [("q=fusion&outcome=overturned", letter.reference, 1, "overturned", "upheld")]


def test_an_outcome_that_changed_and_came_back_before_the_mail_is_no_news() -> None:
    saved()
    letter = stored(UPHELD)
    run()
    stored(OVERTURNED, letter=letter)
    stored(UPHELD, letter=letter)
    assert run(LATER) == []


def test_back_to_the_first_outcome_is_a_change_again() -> None:
    saved()
    letter = stored(UPHELD)
    run()
    for outcome in (OVERTURNED, UPHELD):
        stored(outcome, letter=letter)
        assert len(run(LATER)) == 1
        all_sent()
        SavedQuery.objects.update(due_at=NOON)
    assert Announcement.objects.count() == 3


def test_reading_a_letter_again_announces_nothing_twice() -> None:
    saved()
    letter = stored()
    run()
    stored({"rationale": "Read better."}, letter=letter)
    assert run(LATER) == []


def test_a_revision_between_match_and_its_own_news_is_announced_once() -> None:
    saved("outcome=overturned")
    letter = stored(UPHELD)
    bring_up_to_date()
    # Positions are given for the first revision; asked is the second, whose news come later.
    give_positions()
    stored(OVERTURNED, letter=letter)
    expected = [("outcome=overturned", letter.reference, 1, "overturned", "")]
    assert announced_by(lambda: announce(NOON)) == expected
    all_sent()
    assert run(LATER) == []


# -- letters that go and come back ------------------------------------------------------------------------


def test_a_letter_in_quarantine_is_announced_when_it_is_released() -> None:
    saved()
    letter = stored()
    quarantined(letter)
    assert run() == []
    release(Letter.objects.all())
    assert run() == [("q=fusion", letter.reference, 1, "upheld", "")]


def test_who_had_not_seen_a_letter_before_it_went_sees_it_when_it_is_back() -> None:
    saved("q=fusion")
    daily = saved("q=lumbar+fusion", Frequency.DAILY)
    run()
    letter = stored()
    assert [line[0] for line in run()] == ["q=fusion"]
    quarantined(letter)
    daily.refresh_from_db()
    assert daily.due_at
    assert run(daily.due_at) == []
    all_sent()
    release(Letter.objects.all())
    daily.refresh_from_db()
    assert [line[0] for line in run(daily.due_at)] == ["q=lumbar+fusion"]
    assert run(daily.due_at) == []


def test_a_refused_letter_is_never_announced() -> None:
    saved()
    letter = stored()
    bring_up_to_date()
    refuse(Letter.objects.filter(pk=letter.pk))
    # The index may not have heard of it.
    assert announced_by(lambda: announce(NOON)) == []
    assert run() == []


def test_a_letter_deleted_and_handed_in_again_is_announced_once() -> None:
    saved()
    letter = stored()
    run()
    all_sent()
    reference, case_number = letter.reference, letter.case_number
    letter.delete()
    assert run(LATER) == []
    again = _handed_in(reference, case_number)
    assert run(LATER) == []
    stored(OVERTURNED, letter=again)
    assert run(LATER) == [("q=fusion", reference, 1, "overturned", "upheld")]


@pytest.mark.parametrize("had_a_position", [False, True])
def test_a_letter_deleted_before_its_announcement_is_announced_when_it_is_back(had_a_position: bool) -> None:
    query = saved(frequency=Frequency.DAILY)
    run()
    query.refresh_from_db()
    letter = stored()
    if had_a_position:
        run()
        assert News.objects.get().position
    letter.delete()
    assert query.due_at
    assert run(query.due_at) == []
    _handed_in(letter.reference, letter.case_number)
    assert run(query.due_at + timedelta(days=1)) == [("q=fusion", letter.reference, 1, "upheld", "")]


def _handed_in(reference: str, case_number: str | None) -> Letter:
    return stored(
        letter=LetterFactory.create(reference=reference, case_number=case_number, determinations=[])
    )


def test_a_determination_that_was_lost_and_found_again_is_announced_once() -> None:
    saved()
    daily = saved("q=lumbar+fusion", Frequency.DAILY)
    run()
    letter = stored({}, {})
    run()
    all_sent()
    stored({}, letter=letter)
    daily.refresh_from_db()
    assert daily.due_at
    assert run(daily.due_at) == [("q=lumbar+fusion", letter.reference, 1, "upheld", "")]
    all_sent()
    stored({}, {}, letter=letter)
    daily.refresh_from_db()
    assert run(daily.due_at) == [("q=lumbar+fusion", letter.reference, 2, "upheld", "")]


# -- the search engine ------------------------------------------------------------------------------------


def test_a_letter_that_the_index_does_not_hold_yet_waits() -> None:
    query = saved()
    stored()
    assert announced_by(lambda: announce(NOON)) == []
    assert position_of(query) == 0
    assert len(run()) == 1


def test_a_letter_whose_documents_the_index_lost_is_announced() -> None:
    saved()
    letter = stored()
    bring_up_to_date()
    with engine_errors():
        indexing_client().delete(index=settings.SEARCH_ALIAS, id=document_id(letter.pk, 1))
    assert len(announced_by(lambda: announce(NOON))) == 1


def test_a_rebuild_in_between_announces_nothing_twice_and_misses_nothing() -> None:
    saved()
    first = stored()
    run()
    rebuild()
    assert run(LATER) == []
    all_sent()
    second = stored()
    rebuild()
    assert first != second
    assert [line[1] for line in run(LATER)] == [second.reference]


def test_while_the_engine_is_away_nothing_moves_and_one_mail_tells_all_after() -> None:
    query = saved()
    for _ in range(3):
        stored()
        bring_up_to_date()
        with no_engine(), pytest.raises(EngineUnavailable):
            announce(NOON)
    assert position_of(query) == 0
    assert len(run()) == 3
    assert OutgoingMail.objects.count() == 1


def test_nothing_is_left_in_the_engine() -> None:
    saved()
    stored()
    run()
    assert snapshot_indices() == []


# -- edits to the search ----------------------------------------------------------------------------------


def test_an_edited_search_is_asked_about_everything_since_its_last_mail() -> None:
    query = saved("q=wheelchair", Frequency.DAILY)
    run()
    letter = stored()
    run()
    SavedQuery.objects.update(parameters="q=fusion")
    query.refresh_from_db()
    assert query.due_at
    assert [line[1] for line in run(query.due_at)] == [letter.reference]


def test_a_search_that_cannot_be_asked_keeps_its_position_until_it_is_mended() -> None:
    broken, sound = saved("q=fusion"), saved("q=lumbar+fusion")
    SavedQuery.objects.filter(pk=broken.pk).update(parameters="outcome=perhaps")
    stored()
    assert [line[0] for line in run()] == ["q=lumbar+fusion"]
    broken.refresh_from_db()
    assert "cannot be asked" in broken.alert_error
    assert broken.announced_position < position_of(sound)
    SavedQuery.objects.filter(pk=broken.pk).update(parameters="q=fusion")
    follow(broken, Frequency.AT_ONCE, NOON)
    assert [line[0] for line in run()] == ["q=fusion"]
    broken.refresh_from_db()
    assert broken.alert_error == ""


def test_turned_off_it_is_told_nothing() -> None:
    query = saved()
    stored()
    follow(query, Frequency.OFF)
    assert run() == []


# -- owners -----------------------------------------------------------------------------------------------


def switch_off(query: SavedQuery) -> None:
    query.owner.is_active = False
    query.owner.save()


def switch_on(query: SavedQuery) -> None:
    query.owner.is_active = True
    query.owner.save()


def take_right(query: SavedQuery) -> None:
    query.owner.groups.clear()


def give_right(query: SavedQuery) -> None:
    query.owner.groups.add(Group.objects.get(name=READER))


def unconfirm(query: SavedQuery) -> None:
    EmailAddress.objects.filter(user=query.owner).update(verified=False)


def confirm(query: SavedQuery) -> None:
    EmailAddress.objects.filter(user=query.owner).update(verified=True)


@pytest.mark.parametrize(
    ("stop", "mend"), [(switch_off, switch_on), (take_right, give_right), (unconfirm, confirm)]
)
def test_an_owner_who_may_not_be_told_is_told_of_everything_when_that_is_mended(stop, mend) -> None:  # type: ignore[no-untyped-def]
    query, other = saved("q=fusion"), saved("q=lumbar+fusion")
    stop(query)
    stored()
    assert [line[0] for line in run()] == ["q=lumbar+fusion"]
    all_sent()
    stored()
    assert len(run(LATER)) == 1
    assert position_of(query) < position_of(other)
    mend(query)
    assert [line[0] for line in run(LATER)] == ["q=fusion", "q=fusion"]
    assert OutgoingMail.objects.filter(saved_query=query).count() == 1


def test_the_confirmed_address_is_written_to_the_primary_one_first() -> None:
    query = saved()
    EmailAddress.objects.filter(user=query.owner).update(primary=False)
    EmailAddress.objects.create(user=query.owner, email="other@example.org", verified=True, primary=True)
    EmailAddress.objects.create(user=query.owner, email="unknown@example.org", verified=False)
    stored()
    run()
    assert OutgoingMail.objects.get().recipient == "other@example.org"


# -- mails that are stuck ---------------------------------------------------------------------------------


def test_an_address_that_is_lost_at_that_moment_keeps_nobody_else_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lost, other = saved("q=fusion"), saved("q=lumbar")
    stored()
    addresses = confirmed_addresses

    def without_one(owner_ids: set[int]) -> dict[int, str]:
        unconfirm(lost)
        return addresses(owner_ids)

    with monkeypatch.context() as patched:
        patched.setattr(recording, "confirmed_addresses", without_one)
        assert [line[0] for line in run()] == [other.name]
    confirm(lost)
    assert [line[0] for line in run()] == [lost.name]


def test_what_comes_while_a_mail_is_stuck_is_told_in_one_mail_after_it() -> None:
    query = saved()
    stored()
    run()
    OutgoingMail.objects.update(attempts=3)
    for _ in range(3):
        stored()
        assert run(LATER) == []
    assert query not in due(LATER)
    all_sent()
    assert len(run(LATER)) == 3
    assert OutgoingMail.objects.count() == 2


def test_a_mail_that_nobody_has_tried_to_send_takes_what_comes_meanwhile() -> None:
    saved()
    stored()
    run()
    stored()
    assert len(run(LATER)) == 1
    assert OutgoingMail.objects.get().announcements.count() == 2
