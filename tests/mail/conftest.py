"""A real mail server that does what a test tells it to."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import dj_email_url  # type: ignore[import-untyped]
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

SECONDS = 1


@dataclass
class MailServer:
    """What it received, and what it answers.

    Attributes:
        recipient_answer: to RCPT TO, where not empty.
        sender_answer: to MAIL FROM, where not empty.
        data_answer: to the message, which it then does not keep.
        on_message: called with each message that it keeps, before it answers.
        closes_after: closes the connection after so many messages.
    """

    port: int
    received: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0
    recipient_answer: dict[str, str] = field(default_factory=dict)
    sender_answer: str = ""
    data_answer: str = ""
    on_message: Callable[[], object] = lambda: None
    closes_after: int = 0

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.sender_answer or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.recipient_answer.get(address, "250 OK")

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.data_answer:
            return self.data_answer
        content = envelope.content
        assert isinstance(content, bytes)
        self.received.append(message_from_bytes(content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        self.on_message()
        if self.closes_after and len(self.received) % self.closes_after == 0:
            assert server.transport is not None
            server.loop.call_later(0.05, server.transport.close)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def send_over(settings: Settings) -> Callable[[str], None]:
    """Call it with a MAIL_URL to send over that."""

    def lead(address: str) -> None:
        mail_url = dj_email_url.parse(address)
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mail_url=mail_url)

    return lead


@pytest.fixture
def mail_server(send_over: Callable[[str], None]) -> Iterator[MailServer]:
    """A mail server that takes everything, to which the portal sends."""
    server = MailServer(free_port())
    controller: Any = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    server.connections = 0
    send_over(f"smtp://127.0.0.1:{server.port}/?timeout={SECONDS}")
    yield server
    controller.stop()


@pytest.fixture
def silent_server(send_over: Callable[[str], None]) -> Iterator[None]:
    """A server that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        send_over(f"smtp://127.0.0.1:{listening.getsockname()[1]}/?timeout={SECONDS}")
        yield


@pytest.fixture
def no_server(send_over: Callable[[str], None]) -> None:
    """Nobody listens."""
    send_over(f"smtp://127.0.0.1:{free_port()}/?timeout={SECONDS}")


@pytest.fixture
def into_folder(settings: Settings, tmp_path: Path) -> None:
    """Mails go into an empty folder of the test's own."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mail_url=None)
    settings.MAIL_DIR = tmp_path / "mail"
