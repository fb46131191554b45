"""Mails as files, where no mail server is set: for development, and for looking at what would be sent."""

import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from search.models import OutgoingMail

KEPT: Final = 1000
_NAME: Final = re.compile(r"\d{8}T\d{6}-(?P<id>[0-9a-f-]{36})\.eml\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class FolderMail:
    """A mail in the folder. `text` and `html` are empty where it has no such part."""

    name: str
    message_id: UUID
    subject: str
    recipient: str
    sent: str
    text: str
    html: str


def write_to_folder(mail: OutgoingMail, message: bytes) -> Path:
    """Keep a mail as a file, whole or not at all; the same mail is one file however often it is written.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{mail.created_at.astimezone(UTC):%Y%m%dT%H%M%S}-{mail.message_id}.eml"
    half = folder / f".{secrets.token_hex(8)}"
    # Mails hold links that open accounts.
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(message)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    for name in names_in_folder()[KEPT:]:
        (folder / name).unlink(missing_ok=True)
    return path


def names_in_folder() -> list[str]:
    """The names of the mails in the folder, the newest first."""
    try:
        return sorted((path.name for path in _folder().iterdir() if _NAME.match(path.name)), reverse=True)
    except FileNotFoundError:
        return []


def read_from_folder(name: str) -> FolderMail:
    """One mail of the folder.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    found = _NAME.match(name)
    if found is None:
        raise FileNotFoundError(name)
    message = message_from_bytes((_folder() / name).read_bytes(), policy=default)
    return FolderMail(
        name=name,
        message_id=UUID(found["id"]),
        subject=str(message["Subject"] or ""),
        recipient=str(message["To"] or ""),
        sent=str(message["Date"] or ""),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _folder() -> Path:
    return Path(settings.MAIL_DIR)
