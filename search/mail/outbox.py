"""Django's way of sending a mail, kept as a row until a worker has sent it."""

from collections.abc import Sequence
from email.utils import parseaddr

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from search.mail.message import stored
from search.models import OutgoingMail
from search.queueing import queue_mails

_SUBJECT_LENGTH = 300


class OutboxBackend(BaseEmailBackend):
    """Writes each mail to the outbox, in the caller's transaction; a row for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            text = stored(message)
            for recipient in map(_address, message.recipients()):
                OutgoingMail.objects.create(
                    kind=OutgoingMail.Kind.ACCOUNT,
                    user=_owner_of(recipient),
                    recipient=recipient,
                    subject=str(message.subject).replace("\x00", "")[:_SUBJECT_LENGTH],
                    message=text,
                    not_before=timezone.now(),
                )
        transaction.on_commit(queue_mails)
        return len(email_messages)


def _address(recipient: str) -> str:
    """The address alone, of one that may have a name before it."""
    return parseaddr(recipient)[1] or recipient


def _owner_of(recipient: str) -> User | None:
    """Whose address it is, so that the mail goes with the account; None where two accounts claim it."""
    addresses = EmailAddress.objects.filter(email__iexact=recipient).select_related("user")
    owners = {address.user for address in addresses}
    confirmed = {address.user for address in addresses if address.verified}
    owners = confirmed or owners or set(User.objects.filter(email__iexact=recipient)[:2])
    return owners.pop() if len(owners) == 1 else None
