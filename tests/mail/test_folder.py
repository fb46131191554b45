"""Mails as files, where no mail server is set."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from search.mail import folder
from search.mail.delivering import LEASE, send_waiting
from search.mail.folder import names_in_folder, read_from_folder
from search.models import OutgoingMail
from tests.mail.factories import NOON, account_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("into_folder")]


def test_a_mail_is_a_file_that_its_owner_alone_can_read(settings: Settings) -> None:
    mail = account_mail()
    assert send_waiting(NOON).sent == 1
    (path,) = Path(settings.MAIL_DIR).iterdir()
    assert path.name.endswith(f"-{mail.message_id}.eml")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    shown = read_from_folder(path.name)
    assert (shown.subject, shown.recipient) == ("Confirm your address", "reader@example.org")
    assert (shown.text.strip(), shown.html, shown.message_id) == ("Go to /x.", "", mail.message_id)


def test_the_same_mail_is_one_file_however_often_it_is_written() -> None:
    mail = account_mail()
    send_waiting(NOON)
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=OutgoingMail.State.SENDING, lease_until=NOON, message="Subject: Again\n\nAgain.\n"
    )
    assert send_waiting(NOON + LEASE).sent == 1
    (name,) = names_in_folder()
    assert read_from_folder(name).subject == "Again"


def test_the_newest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "KEPT", 2)
    for number in range(4):
        mail = account_mail(f"reader{number}@example.org")
        created_at = NOON + timedelta(minutes=number)
        OutgoingMail.objects.filter(pk=mail.pk).update(created_at=created_at)
    send_waiting(NOON)
    kept = [read_from_folder(name).recipient for name in names_in_folder()]
    assert kept == ["reader3@example.org", "reader2@example.org"]


def test_a_folder_that_cannot_be_written_keeps_the_mails_waiting(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.MAIL_DIR = tmp_path / "file" / "mail"
    mail = account_mail()
    assert send_waiting(NOON).put_off == 1
    mail.refresh_from_db()
    assert "folder of mails cannot be written" in mail.error


@pytest.mark.parametrize("name", ["../portal.sqlite3", "", "x.eml", "20261120T120000-../../x.eml", "\x00"])
def test_nothing_but_mails_is_read_from_the_folder(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        read_from_folder(name)


def test_without_a_folder_there_are_no_mails() -> None:
    assert names_in_folder() == []
