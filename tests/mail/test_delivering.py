"""Sending from the outbox, over a real mail server."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from search.mail import delivering
from search.mail.delivering import (
    HELD_WAIT,
    LEASE,
    MOST_TRIES,
    call_back,
    clear_old,
    send_again,
    send_waiting,
)
from search.models import OutgoingMail
from search.tasks import send_mails
from tests.mail.conftest import MailServer
from tests.mail.factories import NOON, account_mail, alert_of, decision, following

State = OutgoingMail.State
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def reread(mail: OutgoingMail) -> OutgoingMail:
    mail.refresh_from_db()
    return mail


def test_a_mail_is_sent_under_its_own_message_id_and_its_words_are_forgotten(mail_server: MailServer) -> None:
    mail = account_mail()
    run = send_waiting(NOON)
    assert (run.sent, run.put_off, run.failed) == (1, 0, 0)
    (received,) = mail_server.received
    assert received["Message-ID"] == f"<{mail.message_id}@127.0.0.1>"
    assert received.get_all("Message-ID") == [received["Message-ID"]]
    assert received.get_content().strip() == "Go to /x."
    assert mail_server.recipients == ["reader@example.org"]
    reread(mail)
    assert (mail.state, mail.message, mail.sent_at, mail.lease_until) == (State.SENT, "", NOON, None)


def test_what_is_sent_is_not_sent_again(mail_server: MailServer) -> None:
    account_mail()
    send_waiting(NOON)
    assert send_waiting(NOON + timedelta(days=1)).sent == 0
    assert len(mail_server.received) == 1


def test_many_mails_go_over_one_connection(mail_server: MailServer) -> None:
    for number in range(5):
        account_mail(f"reader{number}@example.org")
    assert send_waiting(NOON).sent == 5
    assert mail_server.connections == 1


def test_where_the_server_closes_between_two_mails_a_new_connection_is_opened(
    mail_server: MailServer,
) -> None:
    mail_server.closes_after = 1
    for number in range(3):
        account_mail(f"reader{number}@example.org")
    run = send_waiting(NOON)
    # The farewell and the next mail may cross: what was not taken then waits, and nothing is sent twice.
    later = send_waiting(NOON + 2 * MINUTE)
    latest = send_waiting(NOON + 5 * MINUTE)
    assert run.sent + later.sent + latest.sent == 3
    assert sorted(mail_server.recipients) == [f"reader{number}@example.org" for number in range(3)]


@pytest.mark.parametrize("answer", ["450 Try again later", "452 Too busy"])
def test_a_recipient_who_is_refused_for_now_is_tried_again_and_others_are_not_kept_waiting(
    mail_server: MailServer, answer: str
) -> None:
    full, other = account_mail("full@example.org"), account_mail("other@example.org")
    mail_server.recipient_answer["full@example.org"] = answer
    run = send_waiting(NOON)
    assert (run.sent, run.put_off) == (1, 1)
    assert reread(other).state == State.SENT
    assert (reread(full).state, full.attempts) == (State.WAITING, 1)
    assert NOON + MINUTE <= full.not_before <= NOON + 1.2 * MINUTE
    assert answer.partition(" ")[2] in full.error
    assert send_waiting(NOON + MINUTE / 2).put_off == 0, "tried before its time"
    mail_server.recipient_answer.clear()
    assert send_waiting(NOON + 2 * MINUTE).sent == 1
    assert reread(full).error == ""


def test_a_recipient_who_is_refused_for_good_is_not_tried_again(mail_server: MailServer) -> None:
    mail = account_mail("nobody@example.org")
    mail_server.recipient_answer["nobody@example.org"] = "550 No such user"
    assert send_waiting(NOON).failed == 1
    assert (reread(mail).state, mail.error) == (State.FAILED, "The mail server says 550: No such user")
    mail_server.recipient_answer.clear()
    assert send_waiting(NOON + timedelta(days=1)).sent == 0


def test_a_message_that_is_refused_for_good_has_failed_and_one_refused_for_now_waits(
    mail_server: MailServer,
) -> None:
    mail_server.data_answer = "554 Looks like spam"
    refused = account_mail()
    send_waiting(NOON)
    mail_server.data_answer = "451 Local error"
    waits = account_mail()
    send_waiting(NOON)
    assert (reread(refused).state, reread(waits).state) == (State.FAILED, State.WAITING)


def test_a_sender_who_is_refused_is_the_operators_to_mend_and_no_mail_is_lost(
    mail_server: MailServer,
) -> None:
    mail_server.sender_answer = "550 You may not send as this"
    first, second = account_mail(), account_mail()
    send_waiting(NOON)
    assert [reread(first).state, reread(second).state] == [State.WAITING, State.WAITING]
    assert second.attempts == 0, "asked for each mail, though the server takes none"
    mail_server.sender_answer = ""
    assert send_waiting(NOON + timedelta(hours=1)).sent == 2


@pytest.mark.parametrize(
    "address", ["reader@example.org\r\nBcc: all@example.org", "reader@", "ünïcode@example.org", "a@b@c", " "]
)
def test_an_address_that_is_none_fails_and_reaches_no_server(mail_server: MailServer, address: str) -> None:
    mail = account_mail()
    OutgoingMail.objects.filter(pk=mail.pk).update(recipient=address)
    assert send_waiting(NOON).failed == 1
    assert "address is none" in reread(mail).error
    assert mail_server.received == []


@pytest.mark.usefixtures("silent_server")
def test_a_server_that_says_nothing_stops_the_run_after_its_time() -> None:
    first, second = account_mail(), account_mail()
    run = send_waiting(NOON)
    assert (run.sent, run.put_off) == (0, 1)
    assert (reread(first).attempts, reread(second).attempts) == (1, 0)
    assert "cannot be reached" in first.error


def test_a_server_that_is_down_for_a_day_gets_everything_once_when_it_is_back(
    mail_server: MailServer, send_over: Callable[[str], None], no_server: None
) -> None:
    mails = [account_mail(f"reader{number}@example.org") for number in range(3)]
    for hour in range(24):
        assert send_waiting(NOON + timedelta(hours=hour)).sent == 0
    assert {reread(mail).state for mail in mails} == {State.WAITING}
    send_over(f"smtp://127.0.0.1:{mail_server.port}")
    back = NOON + timedelta(hours=25)
    assert send_waiting(back).sent == 3
    assert send_waiting(back + timedelta(hours=2)).sent == 0
    assert len(mail_server.received) == 3


@pytest.mark.usefixtures("no_server")
def test_after_five_days_of_tries_a_mail_has_failed_and_can_be_sent_again() -> None:
    mail = account_mail()
    now, tries = NOON, 0
    while reread(mail).state == State.WAITING:
        now = mail.not_before
        send_waiting(now)
        tries += 1
    assert tries == MOST_TRIES
    assert timedelta(days=4.5) < now - NOON < timedelta(days=5.5)
    assert mail.state == State.FAILED
    assert "cannot be reached" in mail.error
    assert send_again(OutgoingMail.objects.all()) == 1
    assert (reread(mail).state, mail.attempts, mail.message != "") == (State.WAITING, 0, True)


def test_a_mail_of_a_dead_worker_comes_back_after_its_lease_with_the_same_message_id(
    mail_server: MailServer,
) -> None:
    mail = account_mail()

    def die(*args: object, **values: object) -> int:
        raise SystemExit

    with pytest.MonkeyPatch.context() as patch:
        # The server has taken it, and nobody writes that down.
        patch.setattr(delivering, "_close", die)
        with pytest.raises(SystemExit):
            send_waiting(NOON)
    assert reread(mail).state == State.SENDING
    assert send_waiting(NOON + LEASE - MINUTE).sent == 0, "taken from a worker that may still run"
    assert send_waiting(NOON + LEASE).sent == 1
    first, copy = mail_server.received
    assert first["Message-ID"] == copy["Message-ID"]
    assert reread(mail).state == State.SENT


def test_a_lease_is_longer_than_a_worker_may_run() -> None:
    soft, hard = send_mails.soft_time_limit, send_mails.time_limit
    assert soft is not None and hard is not None
    assert timedelta(seconds=hard) < LEASE
    assert soft < hard
    assert hard < settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]


def test_a_worker_that_comes_too_late_does_not_undo_what_the_next_one_wrote(mail_server: MailServer) -> None:
    mail = account_mail()
    late = delivering._claim(NOON)
    assert late is not None
    send_waiting(NOON + LEASE)
    assert delivering._put_off(late, NOON, "late", 1) == 0
    assert reread(mail).state == State.SENT


def test_a_mail_whose_sending_kills_every_worker_is_given_up(mail_server: MailServer) -> None:
    mail = account_mail()
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=State.SENDING, attempts=MOST_TRIES, lease_until=NOON - MINUTE
    )
    assert send_waiting(NOON).failed == 1
    assert reread(mail).state == State.FAILED
    assert mail_server.received == []


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_sends_a_mail(mail_server: MailServer) -> None:
    for number in range(20):
        account_mail(f"reader{number}@example.org")
    start = threading.Barrier(2)
    sent: list[int] = []

    def work() -> None:
        start.wait()
        sent.append(send_waiting(NOON).sent)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(sent) == 20
    assert min(sent) > 0, "one worker alone was at work, so nothing is shown"
    assert len(set(mail_server.recipients)) == len(mail_server.recipients) == 20


def test_a_run_ends_in_time_and_leaves_the_rest(mail_server: MailServer) -> None:
    for number in range(3):
        account_mail(f"reader{number}@example.org")
    assert send_waiting(NOON, seconds=-1).sent == 0
    assert OutgoingMail.objects.filter(state=State.WAITING, attempts=0).count() == 3


def test_a_mail_that_the_portal_cannot_write_does_not_keep_the_others(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = alert_of(following(), [decision()])
    account_mail()
    monkeypatch.setattr("search.mail.rendering.told_by", lambda *args: 1 / 0)
    run = send_waiting(NOON)
    assert (run.sent, run.put_off) == (1, 1)
    assert "ZeroDivisionError" in reread(broken).error
    assert "division by zero" in caplog.text


def test_what_was_closed_a_month_ago_is_deleted_and_what_is_open_stays(mail_server: MailServer) -> None:
    old, failed, fresh, waiting = (account_mail(f"reader{number}@example.org") for number in range(4))
    rows = OutgoingMail.objects
    rows.filter(pk=old.pk).update(state=State.SENT, sent_at=NOON - timedelta(days=31))
    rows.filter(pk=failed.pk).update(state=State.FAILED, created_at=NOON - timedelta(days=31))
    rows.filter(pk=fresh.pk).update(
        state=State.SENT, sent_at=NOON - timedelta(days=29), created_at=NOON - timedelta(days=33)
    )
    rows.filter(pk=waiting.pk).update(created_at=NOON - timedelta(days=33))
    assert clear_old(NOON) == 2
    assert set(rows.values_list("pk", flat=True)) == {fresh.pk, waiting.pk}


def test_mails_that_wait_for_long_do_not_keep_what_was_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "_CLEARED_AT_ONCE", 2)
    mails = [account_mail(f"reader{number}@example.org") for number in range(4)]
    OutgoingMail.objects.update(created_at=NOON - timedelta(days=33))
    OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails[2:]]).update(state=State.FAILED)
    assert clear_old(NOON) == 2
    assert set(OutgoingMail.objects.all()) == set(mails[:2])


def test_times_that_were_set_by_a_clock_far_ahead_keep_no_mail(mail_server: MailServer) -> None:
    ahead = NOON + timedelta(days=700)
    waiting, broken_off, soon = (account_mail(f"reader{number}@example.org") for number in range(3))
    rows = OutgoingMail.objects
    rows.filter(pk=waiting.pk).update(not_before=ahead)
    rows.filter(pk=broken_off.pk).update(state=State.SENDING, lease_until=ahead)
    rows.filter(pk=soon.pk).update(not_before=NOON + HELD_WAIT)
    assert call_back(NOON) == 2
    assert send_waiting(NOON).sent == 2
    assert reread(soon).state == State.WAITING
