"""What `make run` asks for at a start: a staff account made once, and a line that says what is loaded."""

import io
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from search.models.batches import State
from tests.factories import IncomingFileFactory, LetterFactory
from tests.people_factories import UserFactory

pytestmark = pytest.mark.django_db


def run(command: str) -> str:
    said = io.StringIO()
    call_command(command, stdout=said)
    return said.getvalue()


def test_the_staff_account_is_made_once_and_its_password_shown_once() -> None:
    said = re.fullmatch(
        r"Staff account: staff@localhost, password: (\S{16,}) \(shown this once\)\n", run("ensure_staff")
    )
    assert said
    user = User.objects.get()
    assert user.is_superuser
    assert run("ensure_staff") == ""
    assert User.objects.count() == 1
    answer = Client().post("/account/login/", {"login": "staff@localhost", "password": said[1]})
    assert answer.status_code == 302
    assert UserSession.objects.get().user == user


def test_an_account_that_somebody_made_is_enough() -> None:
    UserFactory.create(is_superuser=True, is_staff=True)
    assert run("ensure_staff") == ""


def test_staff_from_before_log_in_by_e_mail_get_an_address_to_sign_in_by() -> None:
    nameless = User.objects.create_superuser("chief", password="x")
    named = User.objects.create_user("clerk", "Clerk@Example.org", "x", is_staff=True)
    reader = User.objects.create_user("reader", password="x")
    said = run("ensure_staff")
    assert f"chief signs in as staff{nameless.pk}@localhost" in said
    assert "clerk signs in as clerk@example.org" in said
    assert EmailAddress.objects.filter(user__in=[nameless, named], verified=True, primary=True).count() == 2
    assert not EmailAddress.objects.filter(user=reader).exists()
    assert run("ensure_staff") == ""


def test_a_plain_user_of_that_name_does_not_stop_the_start() -> None:
    User.objects.create_user("staff", password="x")
    UserFactory.create(username="other", email="staff2@localhost")
    assert "Staff account: staff3@localhost" in run("ensure_staff")
    assert User.objects.filter(is_superuser=True).count() == 1


def test_what_is_loaded_is_said_in_one_line() -> None:
    LetterFactory.create(determinations=[{}, {}])
    LetterFactory.create(indexed_revision=1)
    IncomingFileFactory.create(state=State.READING)
    IncomingFileFactory.create(state=State.REFUSED)
    assert run("whats_loaded") == (
        "2 letters with 3 decisions, 0 in quarantine; 1 files wait to be read,"
        " 1 letters wait to be searchable.\n"
    )
