"""What an alert tells is decided when it is sent, and what it told is recorded."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from search.alerts.schedule import follow
from search.mail.delivering import HELD_WAIT, send_again, send_waiting
from search.models import Announcement, Letter, News, OutgoingMail, SavedQuery
from search.models.letters import Outcome, Visibility
from search.models.saved import Frequency
from tests.mail.conftest import MailServer
from tests.mail.factories import NOON, alert_of, announce, decision, following
from tests.people_factories import UserFactory

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


def hide(reference: str, visibility: Visibility = Visibility.REMOVED) -> None:
    Letter.objects.filter(reference=reference).update(visibility=visibility)


def text_of(server: MailServer) -> str:
    plain = server.received[-1].get_body(("plain",))
    assert plain is not None
    return str(plain.get_content())


def test_an_alert_tells_what_is_public_and_is_recorded_as_sent(mail_server: MailServer) -> None:
    mail = alert_of(following(), [decision(treatment="Lumbar fusion L4-5")])
    assert send_waiting(NOON).sent == 1
    assert mail_server.received[0]["Subject"] == "1 new decision: Lumbar fusion"
    assert mail_server.received[0]["Message-ID"] == f"<{mail.message_id}@127.0.0.1>"
    assert "Lumbar fusion L4-5" in text_of(mail_server)
    mail.refresh_from_db()
    assert (mail.state, mail.message, mail.subject) == (State.SENT, "", "")


def test_nothing_on_the_way_has_to_change_a_mail_so_that_its_signature_holds(mail_server: MailServer) -> None:
    alert_of(
        following(name="Rücken"), [decision(treatment="Zürich brace – “left”", rationale="= \x2e\n.\nÄ")]
    )
    assert send_waiting(NOON).sent == 1
    (received,) = mail_server.received
    assert received.as_bytes().isascii()
    assert "Zürich brace – “left”" in text_of(mail_server)
    html = received.get_body(("html",))
    assert html is not None
    assert "Zürich brace – “left”" in html.get_content()
    assert max(map(len, received.as_bytes().splitlines())) <= 998
    # In one line: a signature covers it as it stands, and mail programs find the address in it.
    unsubscribe = received["List-Unsubscribe"]
    assert unsubscribe.startswith("<http") and unsubscribe.endswith(">") and " " not in unsubscribe
    assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "visibility", [Visibility.REMOVED, Visibility.QUARANTINED, Visibility.REFUSED], ids=str
)
def test_what_is_not_public_any_more_is_left_out_and_told_once_it_is_again(
    mail_server: MailServer, visibility: Visibility
) -> None:
    gone, stays = decision(treatment="Wheelchair"), decision(treatment="Lumbar brace")
    alert_of(following(), [gone, stays])
    hide(gone.letter.reference, visibility)
    send_waiting(NOON)
    assert mail_server.received[0]["Subject"] == "1 new decision: Lumbar fusion"
    assert "Wheelchair" not in mail_server.received[0].as_string()
    assert [one.news.reference for one in Announcement.objects.all()] == [stays.letter.reference]
    assert News.objects.get(reference=gone.letter.reference).position is None, "it would never be told"


def test_a_mail_of_which_nothing_is_left_is_dropped(mail_server: MailServer) -> None:
    gone = decision()
    mail = alert_of(following(), [gone])
    hide(gone.letter.reference)
    run = send_waiting(NOON)
    assert (run.sent, run.dropped) == (0, 1)
    mail.refresh_from_db()
    assert mail.state == State.DROPPED
    assert mail_server.received == []
    assert not Announcement.objects.exists()


def test_a_determination_or_letter_that_is_gone_is_left_out(mail_server: MailServer) -> None:
    first, second, stays = decision(), decision(), decision(treatment="Lumbar brace")
    alert_of(following(), [first, second, stays])
    first.delete()
    second.letter.delete()
    assert send_waiting(NOON).sent == 1
    assert mail_server.received[0]["Subject"] == "1 new decision: Lumbar fusion"


def test_an_outcome_that_changed_meanwhile_is_told_as_it_is_and_so_recorded(mail_server: MailServer) -> None:
    row = decision(outcome="upheld")
    alert_of(following(), [row])
    row.outcome = Outcome.OVERTURNED
    row.save()
    send_waiting(NOON)
    assert mail_server.received[0]["Subject"] == "1 new decision: Lumbar fusion"
    assert "Denial overturned: treatment approved" in text_of(mail_server)
    assert Announcement.objects.get().outcome == Outcome.OVERTURNED


def test_a_change_that_was_taken_back_before_the_mail_went_out_is_not_told(mail_server: MailServer) -> None:
    row = decision(outcome="overturned")
    mail = alert_of(following())
    announce(mail, row, previous_outcome="upheld")
    row.outcome = Outcome.UPHELD
    row.save()
    assert send_waiting(NOON).dropped == 1
    assert Announcement.objects.get().outcome == Outcome.UPHELD, "its reader knows it as upheld"


def test_new_and_changed_in_one_mail_is_new_to_its_reader(mail_server: MailServer) -> None:
    row = decision(outcome="upheld")
    mail = alert_of(following(), [row])
    row.outcome = Outcome.OVERTURNED
    row.save()
    announce(mail, row, previous_outcome="upheld")
    send_waiting(NOON)
    assert mail_server.received[0]["Subject"] == "1 new decision: Lumbar fusion"


def test_a_mail_that_is_sent_once_more_tells_nothing_that_a_later_one_has_told(
    mail_server: MailServer,
) -> None:
    saved, row, other = following(), decision(outcome="upheld"), decision()
    failed = alert_of(saved, [row])
    OutgoingMail.objects.update(state=State.FAILED)
    row.outcome = Outcome.OVERTURNED
    row.save()
    announce(alert_of(saved), row, previous_outcome="upheld")
    send_waiting(NOON)
    assert mail_server.received[0]["Subject"] == "1 decision changed: Lumbar fusion"
    announce(failed, other)
    send_again(OutgoingMail.objects.filter(pk=failed.pk))
    send_waiting()
    assert [mail["Subject"] for mail in mail_server.received[1:]] == ["1 new decision: Lumbar fusion"]
    assert other.letter.reference in text_of(mail_server)
    assert row.letter.reference not in text_of(mail_server)


def test_mails_of_a_search_that_was_turned_off_are_dropped(mail_server: MailServer) -> None:
    saved = following()
    alert_of(saved, [decision()])
    follow(saved, Frequency.OFF)
    assert send_waiting(NOON).dropped == 1
    assert mail_server.received == []


def test_mails_of_a_search_that_was_deleted_go_with_it(mail_server: MailServer) -> None:
    saved = following()
    alert_of(saved, [decision()])
    saved.delete()
    send_waiting(NOON)
    assert mail_server.received == []
    assert not OutgoingMail.objects.exists()


def switch_off(saved: SavedQuery) -> None:
    saved.owner.is_active = False
    saved.owner.save()


def take_role(saved: SavedQuery) -> None:
    saved.owner.groups.clear()


def forget_address(saved: SavedQuery) -> None:
    EmailAddress.objects.filter(user=saved.owner).update(verified=False)


def mend(saved: SavedQuery) -> None:
    saved.owner.is_active = True
    saved.owner.save()
    saved.owner.groups.add(Group.objects.get(name="Reader"))
    EmailAddress.objects.filter(user=saved.owner).update(verified=True)


@pytest.mark.parametrize("lame", [switch_off, take_role, forget_address])
def test_who_may_not_be_told_now_is_told_when_that_is_mended(mail_server: MailServer, lame: object) -> None:
    saved = following()
    mail = alert_of(saved, [decision()])
    assert callable(lame)
    lame(saved)
    assert send_waiting(NOON).put_off == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.not_before) == (State.WAITING, 0, NOON + HELD_WAIT)
    assert mail_server.received == []
    mend(saved)
    assert send_waiting(NOON + HELD_WAIT).sent == 1


def test_a_mail_goes_to_the_address_that_is_confirmed_when_it_is_sent(mail_server: MailServer) -> None:
    saved = following()
    mail = alert_of(saved, [decision()])
    EmailAddress.objects.filter(user=saved.owner).update(email="new@example.org")
    send_waiting(NOON)
    assert mail_server.recipients == ["new@example.org"]
    assert mail_server.received[0]["To"] == "new@example.org"
    mail.refresh_from_db()
    assert mail.recipient == "new@example.org"


def test_a_mail_of_one_reader_tells_nothing_of_anothers(mail_server: MailServer) -> None:
    other = following("Another's search")
    alert_of(following(), [decision(treatment="Mine")])
    alert_of(other, [decision(treatment="Another's")])
    assert UserFactory.create() != other.owner
    send_waiting(NOON)
    by_recipient = {received["To"]: received.as_string() for received in mail_server.received}
    assert len(by_recipient) == 2
    assert "Another" not in next(text for to, text in by_recipient.items() if to != other.owner.email)
