"""How a mail leaves the portal: over SMTP, or into a folder."""

import logging
import smtplib
from types import TracebackType
from typing import Any, Final, Protocol, Self, cast

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from search.mail.folder import write_to_folder
from search.models import OutgoingMail

logger = logging.getLogger(__name__)

# Each answer of the mail server may take so long, unless MAIL_URL says otherwise.
TIMEOUT_SECONDS: Final = 20
_FIRST_PERMANENT: Final = 500
# What servers answer to a sender whose message is too large; anything else said of the sender is the
# operator's to mend, and no fault of the mail.
_TOO_LARGE: Final = 552
_DONE: Final = 250
_CLOSING: Final = 421


class NotNow(Exception):
    """The mail was not taken, and may be later. `is_server` where no other mail would be taken now either."""

    def __init__(self, reason: str, *, is_server: bool = False) -> None:
        super().__init__(reason)
        self.is_server = is_server


class Never(Exception):
    """The mail was refused, and would be again."""


class Transport(Protocol):
    """A way out, open for one run: a context manager."""

    def send(self, mail: OutgoingMail, message: bytes) -> None:
        """Hand a message over; it is out of the portal's hands when this returns.

        Raises:
            NotNow: it was not taken, and may be later.
            Never: it was refused.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def transport() -> Transport:
    """The way that MAIL_URL names: a mail server, or without one the folder."""
    mail_url = settings.ENVIRONMENT.mail_url
    return Folder() if mail_url is None else Smtp(mail_url)


class Folder:
    """Writes mails as files."""

    def send(self, mail: OutgoingMail, message: bytes) -> None:
        try:
            write_to_folder(mail, message)
        except OSError as error:
            raise NotNow(f"The folder of mails cannot be written: {error}", is_server=True) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class Smtp:
    """One connection to a mail server, opened with the first mail; over a dead one nothing is sent."""

    def __init__(self, mail_url: dict[str, Any]) -> None:
        self._backend = EmailBackend(
            host=mail_url["EMAIL_HOST"],
            port=mail_url["EMAIL_PORT"],
            username=mail_url["EMAIL_HOST_USER"] or "",
            password=mail_url["EMAIL_HOST_PASSWORD"] or "",
            use_tls=mail_url["EMAIL_USE_TLS"],
            use_ssl=mail_url["EMAIL_USE_SSL"],
            timeout=mail_url["EMAIL_TIMEOUT"] or TIMEOUT_SECONDS,
        )

    def send(self, mail: OutgoingMail, message: bytes) -> None:
        sender, recipient = _envelope(mail)
        connection = self._connection()
        try:
            # Texts are UTF-8; servers that want to be told so are.
            options = ["BODY=8BITMIME"] if connection.has_extn("8bitmime") else []
            connection.sendmail(sender, [recipient], message, mail_options=options)
        except smtplib.SMTPRecipientsRefused as refused:
            code, reason = next(iter(refused.recipients.values()))
            raise _refusal(code, reason) from refused
        except smtplib.SMTPSenderRefused as refused:
            if refused.smtp_code == _TOO_LARGE:
                raise Never(_in_words(refused.smtp_code, refused.smtp_error)) from refused
            raise NotNow(_in_words(refused.smtp_code, refused.smtp_error), is_server=True) from refused
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code, refused.smtp_error) from refused
        except OSError as error:  # what smtplib raises too
            raise NotNow(f"The mail server broke off: {_name(error)}", is_server=True) from error

    def _connection(self) -> smtplib.SMTP:
        """The open connection; a new one where the server has closed it between two mails."""
        try:
            if self._backend.connection is not None and not _answers(self._backend.connection):
                self._backend.connection = None
            self._backend.open()
        except smtplib.SMTPAuthenticationError as error:
            reason = f"The mail server does not take the log-in of MAIL_URL: {error.smtp_code}"
            raise NotNow(reason, is_server=True) from error
        except (OSError, ValueError) as error:
            raise NotNow(f"The mail server cannot be reached: {_name(error)}", is_server=True) from error
        # Only with `fail_silently` there might be none.
        return cast(smtplib.SMTP, self._backend.connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._backend.close()
        except OSError as gone:
            # All that was sent is sent; the server has only not waited for the farewell.
            logger.debug("the mail server closed first: %s", gone)


def _envelope(mail: OutgoingMail) -> tuple[str, str]:
    """Sender and recipient as SMTP takes them.

    Raises:
        Never: the recipient's address cannot be written to.
    """
    try:
        mail.recipient.rpartition("@")[0].encode("ascii")
        recipient = sanitize_address(mail.recipient, "utf-8")
    except (ValueError, IndexError) as error:
        raise Never("The recipient's address is none that mail servers take.") from error
    return _bare(sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8")), _bare(recipient)


def _bare(address: str) -> str:
    """An address without the name before it."""
    return address.rpartition("<")[2].rstrip(">")


def _answers(connection: smtplib.SMTP) -> bool:
    """Asked between two mails, while none is on its way: so a mail is never sent twice by asking."""
    try:
        return connection.noop()[0] == _DONE
    except OSError:
        connection.close()
        return False


def _refusal(code: int, reason: bytes | str) -> NotNow | Never:
    words = _in_words(code, reason)
    return Never(words) if code >= _FIRST_PERMANENT else NotNow(words, is_server=code == _CLOSING)


def _in_words(code: int, reason: bytes | str) -> str:
    said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return f"The mail server says {code}: {' '.join(said.split())}"[:500]


def _name(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
