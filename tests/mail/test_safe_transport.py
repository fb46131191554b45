"""Encryption and log-in: no mail and no password goes out otherwise than MAIL_URL says."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from search.mail.delivering import send_waiting
from search.models import OutgoingMail
from tests.mail.conftest import MailServer, free_port
from tests.mail.factories import NOON, account_mail

pytestmark = pytest.mark.django_db


def log_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and data.password == b"right"
    return AuthResult(success=is_right, handled=False)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate with its key that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begin = datetime.now(UTC) - timedelta(hours=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def encrypting(certificate: Path) -> Iterator[MailServer]:
    """A mail server that takes mails after STARTTLS and log-in alone."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = MailServer(free_port())
    controller: Any = Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=log_in,
    )
    controller.start()
    yield server
    controller.stop()


def error_of(mail: OutgoingMail) -> str:
    mail.refresh_from_db()
    assert mail.state == OutgoingMail.State.WAITING
    return mail.error


def test_to_a_server_that_does_not_encrypt_nothing_is_sent(
    mail_server: MailServer, send_over: Callable[[str], None]
) -> None:
    send_over(f"submission://user:secret@127.0.0.1:{mail_server.port}")
    mail = account_mail()
    assert send_waiting(NOON).sent == 0
    assert "STARTTLS" in error_of(mail)
    assert mail_server.received == []


def test_to_a_server_that_nobody_vouches_for_nothing_is_sent(
    encrypting: MailServer, send_over: Callable[[str], None]
) -> None:
    send_over(f"submission://user:right@127.0.0.1:{encrypting.port}")
    mail = account_mail()
    assert send_waiting(NOON).sent == 0
    assert "CERTIFICATE_VERIFY_FAILED" in error_of(mail)
    assert encrypting.received == []


def test_with_encryption_and_log_in_a_mail_is_sent(
    encrypting: MailServer,
    certificate: Path,
    send_over: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send_over(f"submission://user:right@127.0.0.1:{encrypting.port}")
    account_mail()
    assert send_waiting(NOON).sent == 1
    assert encrypting.recipients == ["reader@example.org"]


def test_a_wrong_log_in_is_told_without_the_password_and_the_mail_waits(
    encrypting: MailServer,
    certificate: Path,
    send_over: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send_over(f"submission://user:wrong-password@127.0.0.1:{encrypting.port}")
    mail = account_mail()
    assert send_waiting(NOON).put_off == 1
    error = error_of(mail)
    assert "does not take the log-in" in error
    assert "wrong-password" not in error
