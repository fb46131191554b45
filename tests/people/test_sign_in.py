"""Signing in by e-mail and password: what tells an account from none, and how often one may guess."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.people.conftest import LOGIN
from tests.people_factories import PASSWORD, UserFactory

SIGNED_IN = "/account/"


def attempt(login: str, password: str, client: Client | None = None, **more: Any) -> tuple[int, str]:
    answer = (client or Client()).post(LOGIN, {"login": login, "password": password}, **more)
    return answer.status_code, answer.content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get(SIGNED_IN).status_code == 200


def without_token(page: str, address: str) -> str:
    """A page without what differs at each request: the forms' tokens and the address that was typed."""
    lines = [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]
    return "\n".join(lines).replace(address, "")


def test_reader_signs_in_by_address_in_any_case_and_is_led_on(reader: User) -> None:
    client = Client()
    answer = client.post(LOGIN, {"login": reader.email.upper(), "password": PASSWORD, "next": "/help"})
    assert (answer.status_code, answer["Location"]) == (302, "/help")
    assert is_signed_in(client)


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "http://localhost:99/", "http://[", "//x"])
def test_nobody_is_led_to_another_host(reader: User, settings: Settings, address: str) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    answer = Client().post(LOGIN, {"login": reader.email, "password": PASSWORD, "next": address})
    assert answer["Location"] == "/"


def test_wrong_password_unknown_address_and_unconfirmed_address_look_alike(reader: User) -> None:
    unconfirmed = UserFactory.create()
    EmailAddress.objects.filter(user=unconfirmed).update(verified=False)
    pages = {
        (status, without_token(page, address))
        for address in (reader.email, "nobody@example.org", unconfirmed.email)
        for status, page in [attempt(address, "a wrong password")]
    }
    assert len(pages) == 1
    status, page = pages.pop()
    assert status == 200
    assert "do not belong together" in page


def test_unconfirmed_account_is_asked_for_the_code_and_does_not_get_in(db: None) -> None:
    unconfirmed = UserFactory.create()
    EmailAddress.objects.filter(user=unconfirmed).update(verified=False)
    client = Client()
    answer = client.post(LOGIN, {"login": unconfirmed.email, "password": PASSWORD})
    assert answer["Location"].startswith("/account/confirm-email/")
    assert not is_signed_in(client)


def test_switched_off_account_does_not_get_in(reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)
    client = Client()
    assert attempt(reader.email, PASSWORD, client)[0] == 302
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "login", ["", "no address", "\0@example.org", "a" * 5000 + "@example.org", "<b>@x", "ä@ö.example"]
)
def test_odd_addresses_are_refused_with_the_field_named(db: None, login: str) -> None:
    status, page = attempt(login, "x" * 20_000)
    assert status == 200
    assert 'aria-invalid="true"' in page or "do not belong together" in page


class TestGuessing:
    def test_five_wrong_passwords_lock_an_account_for_a_while_wherever_they_come_from(
        self, reader: User
    ) -> None:
        for number in range(5):
            attempt(reader.email, "wrong", REMOTE_ADDR=f"198.51.100.{number}")
        status, page = attempt(reader.email, PASSWORD, REMOTE_ADDR="203.0.113.9")
        assert status == 200
        assert "too many attempts" in page

    def test_an_address_that_is_no_account_is_locked_the_same_way(self, db: None) -> None:
        for number in range(5):
            attempt("nobody@example.org", "wrong", REMOTE_ADDR=f"198.51.100.{number}")
        assert "too many attempts" in attempt("nobody@example.org", "x", REMOTE_ADDR="203.0.113.9")[1]

    def test_one_client_does_not_try_many_accounts(self, db: None) -> None:
        for number in range(10):
            attempt(f"reader{number}@example.org", "wrong")
        assert "too many attempts" in attempt("another@example.org", "wrong")[1]

    def test_a_network_of_ipv6_addresses_is_one_client(self, db: None) -> None:
        for number in range(10):
            attempt(f"reader{number}@example.org", "wrong", REMOTE_ADDR=f"2001:db8::{number}")
        assert "too many attempts" in attempt("a@example.org", "wrong", REMOTE_ADDR="2001:db8::ffff")[1]

    def test_a_forged_header_makes_no_new_client(self, db: None) -> None:
        for number in range(10):
            attempt(f"reader{number}@example.org", "wrong", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
        page = attempt("a@example.org", "wrong", HTTP_X_FORWARDED_FOR="203.0.113.9")[1]
        assert "too many attempts" in page

    def test_right_passwords_are_not_counted_as_guesses(self, reader: User) -> None:
        for _ in range(8):
            assert attempt(reader.email, PASSWORD)[0] == 302

    def test_a_flood_of_attempts_gets_429_in_the_portals_own_words(self, reader: User) -> None:
        statuses = [attempt(reader.email, PASSWORD)[0] for _ in range(30)]
        assert set(statuses) == {302}
        status, page = attempt(reader.email, PASSWORD)
        assert status == 429
        assert "Too many attempts · imrportal" in page

    @pytest.mark.django_db(transaction=True)
    def test_attempts_at_once_are_not_counted_past_the_limit(self) -> None:
        """Threads with connections of their own stand for processes: all they share is the database."""
        reader = UserFactory.create()
        passed: list[bool] = []

        def guess(number: int) -> None:
            page = attempt(reader.email, "wrong", REMOTE_ADDR=f"198.51.100.{number}")[1]
            passed.append("too many attempts" not in page)
            connection.close()

        threads = [Thread(target=guess, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(passed) == 12
        assert 1 <= sum(passed) <= 5


@pytest.mark.usefixtures("broker_away")
def test_signing_in_needs_no_redis(reader: User) -> None:
    assert attempt(reader.email, PASSWORD)[0] == 302
    assert attempt(reader.email, "wrong")[0] == 200


def test_stay_signed_in_is_a_choice(reader: User, sign_in: Callable[..., Client]) -> None:
    assert sign_in(reader).session.get_expire_at_browser_close()
    staying = sign_in(reader, remember="on").session
    assert not staying.get_expire_at_browser_close()
    assert staying.get_expiry_age() == 14 * 24 * 60 * 60


def test_signing_in_takes_another_session_key(reader: User) -> None:
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["kept"] = "from before"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = str(before)
    attempt(reader.email, PASSWORD, client)
    assert client.session.session_key != before


def test_signing_out_is_by_post_and_ends_the_session(reader: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(reader)
    client.get("/account/logout/")
    assert is_signed_in(client)
    client.post("/account/logout/")
    assert not is_signed_in(client)


def test_the_staffs_pages_have_no_log_in_of_their_own(reader: User, settings: Settings) -> None:
    stranger = Client()
    answer = stranger.get("/staff/login/?next=/staff/search/letter/")
    assert answer["Location"] == "/account/login/?next=%2Fstaff%2Fsearch%2Fletter%2F"
    assert (
        stranger.post("/staff/login/", {"username": reader.username, "password": PASSWORD}).status_code == 302
    )
    assert not is_signed_in(stranger)


def test_a_reader_is_told_that_the_staffs_pages_are_not_theirs(
    reader: User, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(reader)
    assert client.get("/staff/", follow=True).status_code == 403
