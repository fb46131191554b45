"""Mails that Django sends: rows in the outbox, and the task that sends them."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from redis import Redis

from search.mail.delivering import send_waiting
from search.mail.outbox import OutboxBackend
from search.models import OutgoingMail
from search.tasks import send_mails
from tests.mail.conftest import MailServer
from tests.people_factories import UserFactory

pytestmark = pytest.mark.django_db


def send(message: EmailMessage) -> None:
    OutboxBackend().send_messages([message])


def test_a_mail_reaches_the_server_as_it_was_written(mail_server: MailServer) -> None:
    body = "Grüße.\nFrom the portal\n.\n" + "x" * 2000
    message = EmailMultiAlternatives("Bestätigen", body, "Pörtal <portal@example.org>", ["a@example.org"])
    message.attach_alternative("<p>Grüße</p>", "text/html")
    send(message)
    assert send_waiting(timezone.now()).sent == 1
    (received,) = mail_server.received
    assert (received["Subject"], received["From"]) == ("Bestätigen", "Pörtal <portal@example.org>")
    plain, html = received.get_body(("plain",)), received.get_body(("html",))
    assert plain is not None and html is not None
    assert plain.get_content().splitlines() == body.splitlines()
    assert html.get_content().strip() == "<p>Grüße</p>"


def test_each_recipient_has_a_row_and_blind_copies_stay_blind(mail_server: MailServer) -> None:
    send(EmailMessage("Hello", "Words", None, ["Ann <a@example.org>"], bcc=["b@example.org"]))
    assert set(OutgoingMail.objects.values_list("recipient", flat=True)) == {"a@example.org", "b@example.org"}
    assert send_waiting(timezone.now()).sent == 2
    assert sorted(mail_server.recipients) == ["a@example.org", "b@example.org"]
    assert not any("b@example.org" in str(received) for received in mail_server.received)
    assert len({received["Message-ID"] for received in mail_server.received}) == 2


@pytest.mark.parametrize("header", ["Subject", "To", "X-Own"])
def test_a_header_cannot_smuggle_in_another(header: str) -> None:
    evil = "harmless\r\nBcc: all@example.org"
    values = {"Subject": "Hello", "To": "a@example.org", "X-Own": "x", header: evil}
    message = EmailMessage(
        values["Subject"], "Words", None, [values["To"]], headers={"X-Own": values["X-Own"]}
    )
    with pytest.raises(BadHeaderError):
        send(message)
    assert not OutgoingMail.objects.exists()


def test_a_mail_belongs_to_the_account_whose_confirmed_address_it_goes_to() -> None:
    owner, claimant = UserFactory.create(), UserFactory.create()
    EmailAddress.objects.create(user=claimant, email=owner.email, verified=False)
    send(EmailMessage("Hello", "Words", None, [owner.email.upper()]))
    assert OutgoingMail.objects.get().user == owner


def test_a_mail_to_an_address_of_nobody_belongs_to_nobody() -> None:
    send(EmailMessage("Invitation", "Words", None, ["nobody@example.org"]))
    assert OutgoingMail.objects.get().user is None


def test_mails_of_a_transaction_that_is_undone_are_never_sent(mail_server: MailServer) -> None:
    with transaction.atomic():
        send(EmailMessage("Hello", "Words", None, ["a@example.org"]))
        transaction.set_rollback(True)
    assert send_waiting(timezone.now()).sent == 0
    assert mail_server.received == []


def test_after_commit_one_task_is_queued_for_however_many_mails(
    broker: Redis, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            send(EmailMessage("Hello", "Words", None, [f"a{number}@example.org"]))
        assert broker.llen("people") == 0
    assert broker.llen("people") == 1


def test_the_task_sends_and_lets_the_next_be_queued(
    broker: Redis,
    mail_server: MailServer,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    for round_ in (1, 2):
        with django_capture_on_commit_callbacks(execute=True):
            send(EmailMessage("Hello", "Words", None, ["a@example.org"]))
        assert broker.llen("people") == round_
        send_mails()
        assert len(mail_server.received) == round_


def test_while_the_broker_is_away_mails_wait(
    broker_away: Callable[[], None],
    mail_server: MailServer,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send(EmailMessage("Hello", "Words", None, ["a@example.org"]))
    assert OutgoingMail.objects.get().state == OutgoingMail.State.WAITING
    assert send_waiting(timezone.now()).sent == 1
