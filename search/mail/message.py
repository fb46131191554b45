"""A stored message made ready for the wire: its Message-ID put in, its lines as mail servers want them."""

from email import message_from_bytes
from email.charset import QP, Charset
from email.generator import BytesGenerator
from email.message import Message
from email.policy import SMTP
from io import BytesIO

from django.core.mail import EmailMessage

from search.alerts.addresses import portal_host
from search.models import OutgoingMail

# Headers stay as they were written: folding them anew could break what Django has encoded.
_LONGEST_LINE = 998
_AS_WRITTEN = SMTP.clone(refold_source="none")
# What servers on the way may not change, and so no signature breaks: texts in ASCII (RFC 6376, 5.3).
_QUOTED_PRINTABLE = Charset("utf-8")
_QUOTED_PRINTABLE.body_encoding = QP


def message_id(mail: OutgoingMail) -> str:
    """The mail's Message-ID, the same however often it is tried: receivers drop a second copy by it."""
    return f"<{mail.message_id}@{portal_host()}>"


def stored(message: EmailMessage) -> str:
    """A message as the outbox keeps it.

    Raises:
        django.core.mail.BadHeaderError: a header holds a line break.
    """
    written = BytesIO()
    # Addresses in headers stay in one line, as not every mail program unfolds them; and no line of the text
    # gets a sign before its "From".
    BytesGenerator(written, mangle_from_=False, maxheaderlen=_LONGEST_LINE).flatten(message.message())
    # What Django writes is UTF-8 throughout; attachments are in ASCII.
    return written.getvalue().decode()


def wire_bytes(mail: OutgoingMail, text: str) -> bytes:
    """What goes over the wire, all in ASCII: the stored text under the mail's own Message-ID."""
    message: Message = message_from_bytes(text.encode(), policy=_AS_WRITTEN)
    for part in message.walk():
        _in_ascii(part)
    del message["Message-ID"]
    message["Message-ID"] = message_id(mail)
    return message.as_bytes(policy=_AS_WRITTEN)


def _in_ascii(part: Message) -> None:
    """Write a part's text in quoted-printable, where it is not in ASCII as it is."""
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes) and part["Content-Transfer-Encoding"] == "8bit":
        del part["Content-Transfer-Encoding"]
        part.set_payload(payload.decode(), _QUOTED_PRINTABLE)
