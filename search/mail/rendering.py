"""What a mail says at the moment it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from search.alerts.mail_text import message_of
from search.alerts.recipients import confirmed_address
from search.alerts.told import settle, told_by
from search.mail.message import stored, wire_bytes
from search.models import OutgoingMail
from search.models.saved import Frequency

_HELD = "Its reader's account is switched off, may not keep searches, or has no confirmed address."


class Held(Exception):
    """The mail must not go out now, but may once its reader's account is in order again."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message for the wire; None where nothing is left to tell, for this reason.

    `settle` is to be called in the transaction that notes the mail as sent or dropped.
    """

    message: bytes | None
    reason: str = ""
    settle: Callable[[], None] = lambda: None


def rendered(mail: OutgoingMail, now: datetime) -> Rendered:
    """The whole message: an account's as it was stored, an alert's of what is public now.

    An alert goes to its reader's present address, which is written into the mail's row.

    Raises:
        Held: its reader may not be written to now.
    """
    if mail.kind == OutgoingMail.Kind.ACCOUNT:
        return Rendered(wire_bytes(mail, mail.message))
    return _alert(mail, now)


def _alert(mail: OutgoingMail, now: datetime) -> Rendered:
    saved = mail.saved_query
    if saved is None or saved.frequency == Frequency.OFF:
        return Rendered(None, "The saved search's mails were turned off.")
    address = confirmed_address(saved.owner)
    if address is None:
        raise Held(_HELD)
    if address != mail.recipient:
        mail.recipient = address
        OutgoingMail.objects.filter(pk=mail.pk).update(recipient=address)
    told = told_by(mail, saved)
    if not told.decisions:
        return Rendered(None, "Nothing that it tells of is new and public.", partial(settle, told))
    message = wire_bytes(mail, stored(message_of(mail, saved, told, now)))
    return Rendered(message, settle=partial(settle, told))
