"""What forms of accounts tell browsers and password managers, and how they say what is wrong."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.test import Client

from search.people.forms import STRENGTH_HELP
from tests.people_factories import client_of

PURPOSES = [
    ("/account/login/", {"login": "username", "password": "current-password"}),
    ("/account/signup/", {"email": "email", "password1": "new-password", "password2": "new-password"}),
    ("/account/password/reset/", {"email": "email"}),
]
PURPOSES_SIGNED_IN = [
    (
        "/account/password/change/",
        {"oldpassword": "current-password", "password1": "new-password", "password2": "new-password"},
    ),
    ("/account/reauthenticate/", {"password": "current-password"}),
    ("/account/email/", {"email": "email"}),
]


def control(page: str, name: str) -> str:
    """The tag of the form's control with this name, outside the search box."""
    found = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', page.split("<main")[1])
    assert found, name
    return found[0]


def check(client: Client, path: str, purposes: dict[str, str]) -> None:
    page = client.get(path).content.decode()
    for name, purpose in purposes.items():
        tag = control(page, name)
        assert f'autocomplete="{purpose}"' in tag
        assert "placeholder" not in tag
        identity = re.search(r'\bid="([^"]+)"', tag)
        assert identity
        assert f'<label for="{identity[1]}">' in page


@pytest.mark.parametrize(("path", "purposes"), PURPOSES)
def test_controls_have_a_label_and_a_purpose(db: None, path: str, purposes: dict[str, str]) -> None:
    check(Client(), path, purposes)


@pytest.mark.parametrize(("path", "purposes"), PURPOSES_SIGNED_IN)
def test_controls_of_an_account_have_a_label_and_a_purpose(
    reader: User, path: str, purposes: dict[str, str]
) -> None:
    check(client_of(reader), path, purposes)


def test_a_wrong_field_is_tied_to_its_error_and_its_help(db: None) -> None:
    page = Client().post("/account/signup/", {"email": "x", "password1": "short", "password2": "other"})
    text = page.content.decode()
    for name in ("email", "password1"):
        tag = control(text, name)
        assert 'aria-invalid="true"' in tag
        described = re.search(r'aria-describedby="([^"]+)"', tag)
        assert described
        assert f"id_{name}_error" in described[1].split()
        for identity in described[1].split():
            assert text.count(f'id="{identity}"') == 1


def test_an_error_of_a_whole_form_is_read_out(reader: User) -> None:
    page = Client().post("/account/login/", {"login": reader.email, "password": "wrong"}).content.decode()
    assert re.search(r'role="alert">\s*<p>The e-mail address and the password do not belong', page)


def test_passwords_are_never_sent_back(db: None, sign_in: Callable[..., Client]) -> None:
    page = Client().post("/account/login/", {"login": "a@example.org", "password": "s3cret-words"})
    assert "s3cret-words" not in page.content.decode()
    form = {"email": "x", "password1": "s3cret-words", "password2": "s3cret-words"}
    assert "s3cret-words" not in Client().post("/account/signup/", form).content.decode()


def test_what_a_new_password_needs_is_told_as_it_is_asked() -> None:
    (length,) = (
        one.min_length for one in get_default_password_validators() if isinstance(one, MinimumLengthValidator)
    )
    assert f"At least {length} characters" in STRENGTH_HELP
    assert STRENGTH_HELP in Client().get("/account/signup/").content.decode()
