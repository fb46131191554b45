"""Django's way of sending a mail, kept as a row until a worker has sent it."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from search.models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    """Writes each mail to the outbox, in the caller's transaction; a row for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for recipient in message.recipients():
                OutgoingMail.objects.create(
                    kind=OutgoingMail.Kind.ACCOUNT,
                    recipient=recipient,
                    subject=str(message.subject),
                    message=message.message().as_string(),
                    not_before=timezone.now(),
                )
        return len(email_messages)
