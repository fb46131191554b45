"""A reader with an account, and what the portal has written to people."""

import re
from collections.abc import Callable
from email import message_from_string
from email.policy import default

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from search.models import OutgoingMail
from tests.people_factories import PASSWORD, UserFactory

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def outbox(settings: Settings) -> None:
    """Mails become rows, as in service; Django's test runner would keep them in memory."""
    settings.EMAIL_BACKEND = "search.mail.outbox.OutboxBackend"


@pytest.fixture
def reader(db: None) -> User:
    return UserFactory.create()


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """Call it with an account: a browser that has signed in by the form."""

    def signed_in(user: User, password: str = PASSWORD, **more: str) -> Client:
        client = Client()
        answer = client.post(LOGIN, {"login": user.email, "password": password, **more})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return signed_in


def mails_to(address: str) -> list[str]:
    """The bodies of the mails to an address, the newest last."""
    rows = OutgoingMail.objects.filter(recipient=address).order_by("pk")
    return [message_from_string(row.message, policy=default).get_content() for row in rows]


def subjects_to(address: str) -> list[str]:
    return list(
        OutgoingMail.objects.filter(recipient=address).order_by("pk").values_list("subject", flat=True)
    )


def code_to(address: str) -> str:
    """The code of the last mail to an address."""
    found = re.search(r"^\s{4}(\S+)\s*$", mails_to(address)[-1], re.MULTILINE)
    assert found
    return found[1]


def link_to(address: str) -> str:
    """The path of the link in the last mail to an address."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mails_to(address)[-1])
    assert found
    return found[1]
