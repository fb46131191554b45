"""The outbox: every mail is a row first, so that none is lost with a mail server, a broker or a worker."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class OutgoingMail(models.Model):
    """A mail on its way. `message_id` stays the same however often it is tried.

    A mail of an account (to confirm an address, to reset a password) holds its words until it is sent; one of
    an alert is written when it is sent, from what is public then.
    """

    class Kind(models.TextChoices):
        ACCOUNT = "account", "Account"
        ALERT = "alert", "Alert"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        DROPPED = "dropped", "Not sent: nothing was left to tell"
        FAILED = "failed", "Failed"

    message_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    saved_query = models.ForeignKey(
        "search.SavedQuery", null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300, blank=True)
    message = models.TextField(blank=True, help_text="The whole message of an account's mail, until sent.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "mail"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["not_before"], name="mail_open", condition=Q(state__in=["waiting", "sending"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} mail {self.message_id}"
