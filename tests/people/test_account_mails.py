"""The words of the mails that accounts get."""

from pathlib import Path

import allauth
import pytest
from django.template.loader import render_to_string

from imrportal.environment import PROJECT

TEMPLATES = PROJECT / "templates"
ALLAUTHS = Path(allauth.__file__).parent / "templates"
# Of ways to sign in and to reset a password that the portal does not offer; bases that only others extend.
NOT_SENT = {"login_code", "password_reset_code", "base", "base_notification"}
FOLDERS = ("account/email", "mfa/email")


def mails() -> list[str]:
    found = [path for folder in FOLDERS for path in (TEMPLATES / folder).glob("*_subject.txt")]
    return sorted(str(path.relative_to(TEMPLATES)).removesuffix("_subject.txt") for path in found)


def test_every_mail_that_allauth_may_send_has_the_portals_words() -> None:
    theirs = {
        f"{folder}/{path.name.removesuffix('_message.txt')}"
        for folder in FOLDERS
        for path in (ALLAUTHS / folder).glob("*_message.txt")
        if path.name.removesuffix("_message.txt") not in NOT_SENT
    }
    assert theirs - set(mails()) == set()


@pytest.mark.parametrize("name", mails())
def test_mail_says_what_happened_and_what_to_do_in_plain_text(name: str) -> None:
    context = {"email": "o'brien@example.org", "code": "123-456-789", "days": 14, "ip": "198.51.100.1"}
    context |= {
        "from_email": "o'brien@example.org",
        "to_email": "o'brien@example.com",
        "user_agent": "<x> & 'y'",
    }
    subject = render_to_string(f"{name}_subject.txt", context).strip()
    text = render_to_string(f"{name}_message.txt", context)
    assert 10 < len(subject) < 60
    assert "\n" not in subject
    assert "&#" not in text
    assert "&lt;" not in text
    assert any(words in text for words in ("delete this mail", "change your password"))
    assert "imrportal" in text
