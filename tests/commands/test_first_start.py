"""What `make run` asks for at a start: a staff account made once, and a line that says what is loaded."""

import io
import re

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command

from search.models.batches import State
from tests.factories import IncomingFileFactory, LetterFactory

pytestmark = pytest.mark.django_db


def run(command: str) -> str:
    said = io.StringIO()
    call_command(command, stdout=said)
    return said.getvalue()


def test_the_staff_account_is_made_once_and_its_password_shown_once() -> None:
    said = re.fullmatch(
        r"Staff account: (\S+), password: (\S{16,}) \(shown this once\)\n", run("ensure_staff")
    )
    assert said
    user = authenticate(username=said[1], password=said[2])
    assert isinstance(user, User)
    assert user.is_superuser
    assert run("ensure_staff") == ""
    assert User.objects.count() == 1


def test_an_account_that_somebody_made_is_enough() -> None:
    User.objects.create_superuser("chief", password="x")
    assert run("ensure_staff") == ""


def test_a_plain_user_of_that_name_does_not_stop_the_start() -> None:
    User.objects.create_user("staff", password="x")
    assert "Staff account:" in run("ensure_staff")
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
