"""What a mail says at the moment it is sent."""

from datetime import datetime

from search.alerts.mail_text import alert_mail
from search.alerts.recipients import confirmed_address
from search.mail.message import stored, wire_bytes
from search.models import OutgoingMail
from search.models.saved import Frequency

_HELD = "Its reader's account is switched off, may not keep searches, or has no confirmed address."


class NothingToTell(Exception):
    """The mail is not wanted any more, or what it tells of is not public any more."""


class Held(Exception):
    """The mail must not go out now, but may once its reader's account is in order again."""


def rendered(mail: OutgoingMail, now: datetime) -> bytes:
    """The whole message: an account's as it was stored, an alert's of what is public now.

    An alert goes to its reader's present address, which is written into the mail's row.

    Raises:
        NothingToTell: nothing is left to tell.
        Held: its reader may not be written to now.
    """
    if mail.kind == OutgoingMail.Kind.ACCOUNT:
        return wire_bytes(mail, mail.message)
    return _alert(mail, now)


def _alert(mail: OutgoingMail, now: datetime) -> bytes:
    saved = mail.saved_query
    if saved is None or saved.frequency == Frequency.OFF:
        raise NothingToTell("The saved search's mails were turned off.")
    address = confirmed_address(saved.owner)
    if address is None:
        raise Held(_HELD)
    if address != mail.recipient:
        mail.recipient = address
        OutgoingMail.objects.filter(pk=mail.pk).update(recipient=address)
    message = alert_mail(mail, now)
    if message is None:
        raise NothingToTell("None of its decisions is public any more.")
    return wire_bytes(mail, stored(message))
