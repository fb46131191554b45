"""Forgotten and changed passwords, changed addresses, and the mails that tell of them."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from search.models import OutgoingMail
from tests.people.conftest import code_to, link_to, mails_to, subjects_to
from tests.people_factories import PASSWORD, UserFactory, let_sign_in_be_long_ago

OTHER = "quite another pass phrase"
RESET = "/account/password/reset/"


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def choose_by_link(client: Client, link: str) -> str:
    address = client.get(link, follow=True).request["PATH_INFO"]
    answer = client.post(address, {"password1": OTHER, "password2": OTHER}, follow=True)
    return answer.content.decode()


class TestForgotten:
    def test_the_link_sets_another_password_once_and_ends_all_sessions(
        self, reader: User, sign_in: Callable[..., Client]
    ) -> None:
        elsewhere, client = sign_in(reader), Client()
        client.post(RESET, {"email": reader.email})
        link = link_to(reader.email)
        assert "Your password is changed" in choose_by_link(client, link)
        assert not is_signed_in(elsewhere)
        assert is_signed_in(sign_in(reader, OTHER))
        assert "no longer works" in Client().get(link, follow=True).content.decode()
        assert subjects_to(reader.email)[-1] == "[imrportal] Your password was changed"

    def test_an_unknown_address_is_not_told_apart(self, reader: User) -> None:
        answers = [
            Client().post(RESET, {"email": address}, follow=True)
            for address in (reader.email, "nobody@example.org")
        ]
        texts = [re.sub(r".*csrfmiddlewaretoken.*", "", answer.content.decode()) for answer in answers]
        assert texts[0] == texts[1]
        assert answers[0].status_code == 200

    def test_mails_to_one_address_are_counted(self, reader: User) -> None:
        statuses = [
            Client().post(RESET, {"email": reader.email}, REMOTE_ADDR=f"198.51.100.{number}").status_code
            for number in range(6)
        ]
        assert statuses == [302] * 5 + [429]
        assert len(mails_to(reader.email)) == 5

    @pytest.mark.parametrize("key", ["1-x", "zz-set-password", "1-" + "a" * 2000, "1-%00", "9999999999999-x"])
    def test_a_wrong_link_is_told_so(self, db: None, key: str) -> None:
        answer = Client().get(f"{RESET}key/{key}/", follow=True)
        assert answer.status_code in {200, 404}
        assert answer.status_code == 404 or "no longer works" in answer.content.decode()


class TestChanged:
    def test_a_change_needs_the_present_password_and_ends_other_sessions(
        self, reader: User, sign_in: Callable[..., Client]
    ) -> None:
        here, elsewhere = sign_in(reader), sign_in(reader)
        form = {"oldpassword": "wrong", "password1": OTHER, "password2": OTHER}
        assert here.post("/account/password/change/", form).status_code == 200
        assert here.post("/account/password/change/", form | {"oldpassword": PASSWORD}).status_code == 302
        assert is_signed_in(here)
        assert not is_signed_in(elsewhere)
        assert "was changed" in mails_to(reader.email)[-1]

    def test_guesses_at_the_present_password_are_counted(
        self, reader: User, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(reader)
        form = {"oldpassword": "wrong", "password1": OTHER, "password2": OTHER}
        statuses = [client.post("/account/password/change/", form).status_code for _ in range(6)]
        assert statuses == [200] * 5 + [429]


class TestAddress:
    def test_the_new_address_holds_once_its_code_is_typed_and_the_old_one_is_told(
        self, reader: User, sign_in: Callable[..., Client]
    ) -> None:
        client, old = sign_in(reader), reader.email
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        client.post("/account/email/", {"email": "moved@example.org", "action_add": ""})
        assert EmailAddress.objects.get(user=reader).email == old
        client.post("/account/confirm-email/", {"code": code_to("moved@example.org")})
        assert EmailAddress.objects.get(user=reader).email == "moved@example.org"
        reader.refresh_from_db()
        assert reader.email == "moved@example.org"
        assert f"from {old} to moved@example.org" in mails_to(old)[-1]

    def test_an_address_of_somebody_else_is_neither_taken_nor_betrayed(
        self, reader: User, sign_in: Callable[..., Client]
    ) -> None:
        other = UserFactory.create()
        client = sign_in(reader)
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        answer = client.post("/account/email/", {"email": other.email, "action_add": ""}, follow=True)
        assert "Type the code from the mail" in answer.content.decode()
        assert EmailAddress.objects.get(email=other.email).user == other

    def test_changing_it_asks_for_the_password_once_more(
        self, reader: User, sign_in: Callable[..., Client]
    ) -> None:
        client = let_sign_in_be_long_ago(sign_in(reader))
        answer = client.post("/account/email/", {"email": "moved@example.org", "action_add": ""})
        assert answer["Location"].startswith("/account/reauthenticate/")
        assert not OutgoingMail.objects.filter(recipient="moved@example.org").exists()


def test_guesses_at_confirming_that_it_is_you_are_counted(
    reader: User, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(reader)
    statuses = [client.post("/account/reauthenticate/", {"password": "wrong"}).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]


def test_a_mail_of_an_account_says_who_wrote_it_and_that_no_answer_is_read(reader: User) -> None:
    Client().post(RESET, {"email": reader.email})
    row = OutgoingMail.objects.get()
    assert "Auto-Submitted: auto-generated" in row.message
    assert "You did not ask for it?" in row.message
    assert "&#" not in row.message


@pytest.mark.parametrize("path", ["/account/own-data", "/account/2fa/totp/activate/", "/account/email/"])
def test_nobody_is_asked_for_the_password_that_was_given_a_moment_ago(
    path: str, reader: User, sign_in: Callable[..., Client]
) -> None:
    assert sign_in(reader).get(path).status_code == 200


@pytest.mark.parametrize("address", ["taken", "free@example.org"])
def test_links_in_mails_begin_with_the_portals_address_whatever_host_was_asked(
    address: str, reader: User, settings: Settings
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, portal_url="https://portal.example.org")
    email = reader.email if address == "taken" else address
    host = {"HTTP_HOST": "evil.example.net"}
    Client().post(RESET, {"email": email}, **host)  # type: ignore[arg-type]
    Client().post("/account/signup/", {"email": email, "password1": OTHER, "password2": OTHER}, **host)  # type: ignore[arg-type]
    mails = mails_to(email)
    assert len(mails) == 2
    assert not [mail for mail in mails if "evil.example.net" in mail]
    if address == "taken":
        assert all("https://portal.example.org/account/password/reset/" in mail for mail in mails)
