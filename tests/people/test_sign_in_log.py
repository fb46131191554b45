"""The log tells of every sign-in, and of none what was typed."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client

from imrportal.logs import OneLine
from tests.people_factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return UserFactory.create(email="jane@example.org")


def sign_in(client: Client, password: str) -> None:
    client.post("/account/login/", {"login": "jane@example.org", "password": password})


def test_a_sign_in_is_logged_by_the_accounts_number(user: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "search.sign_ins")
    client = Client()
    sign_in(client, PASSWORD)
    client.post("/account/logout/")
    assert f"account {user.pk} signed in from 127.0.0.1" in caplog.text
    assert f"account {user.pk} signed out from 127.0.0.1" in caplog.text
    assert "jane" not in caplog.text
    assert PASSWORD not in caplog.text


def test_a_sign_in_that_failed_is_logged_without_what_was_typed(
    user: User, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(Client(), "my other secret")
    assert "a sign-in failed from 127.0.0.1" in caplog.text
    assert "jane" not in caplog.text
    assert "secret" not in caplog.text


def test_a_second_factor_that_failed_is_logged(user: User, caplog: pytest.LogCaptureFixture) -> None:
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}
    )
    client = Client()
    sign_in(client, PASSWORD)
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert f"a second factor of account {user.pk} failed from 127.0.0.1" in caplog.text
    assert "signed in" not in caplog.text


def test_nobody_writes_a_line_of_their_own_into_the_log() -> None:
    line = OneLine("{asctime} {levelname} {name}: {message}", "%Y-%m-%dT%H:%M:%S%z", style="{")
    record = logging.LogRecord(
        "x", logging.INFO, __file__, 1, "asked %s", ("a\n2026 INFO forged\x1b[2J",), None
    )
    told = line.format(record)
    assert "\n" not in told
    assert "\x1b" not in told
    assert r"asked a\n2026 INFO forged\x1b[2J" in told
