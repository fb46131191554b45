"""API tokens: made once by their owner, good for reading, useless when ended."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from redis import Redis

from search.models import ApiToken
from search.people.tokens.keeping import LIMIT, make_token
from search.people.tokens.secret import hash_of, is_well_formed, new_secret
from search.web import rate_limits
from tests.factories import LetterFactory
from tests.people_factories import PASSWORD, UserFactory, client_of, let_sign_in_be_long_ago

pytestmark = pytest.mark.django_db

LETTER = "/api/v1/letters/CM16-0000001"
OWN = "/api/v1/case-list"
OF_NOBODY = "imr_000000000000000000000000000000000000000000043Y0zr"


def token_of(owner: User, **values: Any) -> str:
    token, secret = make_token(owner, values.pop("name", "script"), values.pop("expires_at", None))
    ApiToken.objects.filter(pk=token.pk).update(**values)
    return secret


def ask(path: str, secret: str, client: Client | None = None, scheme: str = "Bearer") -> Any:
    return (client or Client()).get(path, headers={"authorization": f"{scheme} {secret}"})


@pytest.fixture
def owner() -> User:
    return UserFactory.create()


@pytest.fixture
def trusted(owner: User) -> Client:
    """The owner's browser, who has given the password a moment ago."""
    client = client_of(owner)
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return client


class TestSecrets:
    def test_are_told_from_everything_else_by_their_form(self) -> None:
        secret = new_secret()
        assert secret.startswith("imr_")
        assert is_well_formed(secret)
        assert new_secret() != secret

    @pytest.mark.parametrize("place", [0, 10, 50, 52])
    def test_one_wrong_character_is_known(self, place: int) -> None:
        secret = new_secret()
        other = "a" if secret[place] != "a" else "b"
        assert not is_well_formed(secret[:place] + other + secret[place + 1 :])

    @pytest.mark.parametrize("text", ["", "imr_", "imr_" + "é" * 49, "\x00" * 53, "1" * 100_000])
    def test_anything_else_is_none(self, text: str) -> None:
        assert not is_well_formed(text)


class TestMaking:
    def test_a_token_is_shown_once_and_kept_as_a_hash(self, trusted: Client, owner: User) -> None:
        response = trusted.post("/account/tokens/new", {"name": "script", "expires": "30"})
        token = ApiToken.objects.get()
        secret = response.context["secret"]
        assert secret in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert (token.owner, token.token_hash, token.start) == (owner, hash_of(secret), secret[:12])
        assert ask(LETTER, secret).status_code == 404
        for path in ("/account/tokens", "/account/tokens/new", "/account/"):
            assert secret not in trusted.get(path).content.decode()
        kept = [str(session.get_decoded()) for session in Session.objects.all()]
        assert not any(secret in session for session in kept)
        assert all(secret not in cookie.value for cookie in trusted.cookies.values())
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  the database's own names
                assert secret not in str(cursor.fetchall())

    def test_needs_the_password_of_a_moment_ago(self, owner: User) -> None:
        client = let_sign_in_be_long_ago(client_of(owner))
        for response in (
            client.get("/account/tokens/new"),
            client.post("/account/tokens/new", {"name": "x", "expires": "30"}),
        ):
            assert response.status_code == 302
            assert response["Location"].startswith("/account/reauthenticate/")
        assert not ApiToken.objects.exists()

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"name": "", "expires": "30"}, "name"),
            ({"name": "x" * 101, "expires": "30"}, "name"),
            ({"name": "a\x00b", "expires": "30"}, "name"),
            ({"name": "two\nlines", "expires": "30"}, "name"),
            ({"name": "x", "expires": "99999999999"}, "expires"),
            ({"name": "x"}, "expires"),
        ],
    )
    def test_a_mistake_is_told_at_its_field(self, trusted: Client, given: dict[str, str], field: str) -> None:
        response = trusted.post("/account/tokens/new", given)
        assert response.status_code == 400
        assert f'id="id_{field}_error"' in response.content.decode()
        assert not ApiToken.objects.exists()

    def test_the_same_form_sent_twice_makes_one(self, trusted: Client) -> None:
        given = {"name": "script", "expires": "never"}
        statuses = [trusted.post("/account/tokens/new", given).status_code for _ in range(2)]
        assert (statuses, ApiToken.objects.count()) == ([200, 400], 1)

    def test_there_are_so_many_at_most(self, trusted: Client, owner: User) -> None:
        for number in range(LIMIT):
            token_of(owner, name=str(number))
        full = trusted.post("/account/tokens/new", {"name": "more", "expires": "30"})
        assert (full.status_code, ApiToken.objects.count()) == (400, LIMIT)
        ApiToken.objects.filter(name="0").update(expires_at=timezone.now())
        assert trusted.post("/account/tokens/new", {"name": "more", "expires": "30"}).status_code == 200

    def test_markup_in_a_name_is_text(self, trusted: Client, owner: User) -> None:
        token_of(owner, name="<script>alert(1)</script>")
        assert "<script>alert" not in trusted.get("/account/tokens").content.decode()


class TestReading:
    @pytest.fixture(autouse=True)
    def letters(self) -> None:
        LetterFactory.create(case_number="CM16-0000001")
        LetterFactory.create(case_number="CM16-0000002", visibility="quarantined")

    def test_a_token_reads_as_its_owner_and_leaves_no_session(self, owner: User) -> None:
        for scheme in ("Bearer", "bearer", "BEARER"):
            response = ask(OWN, token_of(owner, name=scheme), scheme=scheme)
            assert response.status_code == 200
            assert not response.cookies
        assert not Session.objects.exists()

    def test_the_head_of_an_answer_can_be_asked_for(self, owner: User) -> None:
        response = Client().head(OWN, headers={"authorization": f"Bearer {token_of(owner)}"})
        assert response.status_code == 200

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
    def test_a_token_only_reads(self, owner: User, method: str) -> None:
        client = client_of(owner)
        headers = {"authorization": f"Bearer {token_of(owner)}"}
        response = getattr(client, method)(OWN, headers=headers)
        assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")

    @pytest.mark.parametrize(
        "path",
        [LETTER, OWN, "/api/v1/determinations", "/export.csv", "/export.jsonl", "/insights.csv?by=drug"],
    )
    @pytest.mark.parametrize(
        "secret", ["", "imr_", "x", "\x7f", "imr_" + "0" * 49, OF_NOBODY, "é", "a" * 9999]
    )
    def test_a_wrong_token_is_refused_and_nobody_else_answered(
        self, owner: User, path: str, secret: str
    ) -> None:
        response = ask(path, secret, client_of(owner))
        assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
        assert response["WWW-Authenticate"] == 'Bearer realm="imrportal", error="invalid_token"'
        assert not response.cookies

    def test_an_ended_token_is_refused(self, owner: User) -> None:
        now = timezone.now()
        for name, values in {
            "expired": {"expires_at": now},
            "revoked": {"revoked_at": now},
        }.items():
            secret = token_of(owner, name=name)
            ApiToken.objects.filter(name=name).update(**values)
            response = ask(LETTER, secret)
            assert (response.status_code, name in response.json()["detail"]) == (401, True)

    def test_a_token_ends_with_what_its_owner_may(self, owner: User) -> None:
        secret = token_of(owner)
        groups = list(owner.groups.all())
        owner.groups.clear()
        assert ask(LETTER, secret).status_code == 401
        owner.groups.set(groups)
        assert ask(LETTER, secret).status_code == 200
        User.objects.filter(pk=owner.pk).update(is_active=False)
        assert ask(LETTER, secret).status_code == 401
        User.objects.filter(pk=owner.pk).delete()
        assert ask(LETTER, secret).status_code == 401

    @pytest.mark.parametrize("path", ["/cases/", "/account/", "/account/tokens", "/staff/", "/saved/"])
    def test_a_token_opens_no_page(self, owner: User, path: str) -> None:
        response = ask(path, token_of(owner))
        assert response.status_code == 302

    def test_a_token_gives_no_rights_of_staff(self) -> None:
        chief = User.objects.create_superuser("chief", "chief@example.org", PASSWORD)
        secret = token_of(chief)
        assert ask("/api/v1/letters/CM16-0000002", secret).status_code == 404
        response = ask(OWN, secret)
        user = response.wsgi_request.user
        assert (response.status_code, user) == (200, chief)
        assert (user.is_staff, user.is_superuser, user.has_perm("search.view_letter")) == (False,) * 3
        assert user.has_perm("search.keep_own")
        chief.refresh_from_db()
        assert (chief.is_staff, chief.is_superuser) == (True, True)

    def test_the_token_wins_over_a_session_and_leaves_it_alone(self, owner: User) -> None:
        browser = client_of(UserFactory.create())
        response = ask(OWN, token_of(owner), browser)
        assert response.wsgi_request.user == owner
        assert not response.cookies
        assert browser.get("/cases/").status_code == 200

    def test_a_token_opens_the_api_of_a_portal_that_is_closed_to_strangers(
        self, settings: Settings, owner: User
    ) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, open_to_strangers=False)
        assert ask(LETTER, token_of(owner)).status_code == 200
        assert ask(LETTER, OF_NOBODY).status_code == 401
        assert Client().get(LETTER).status_code == 401

    @pytest.mark.parametrize("path", ["/export.csv?nothing=1", "/export.jsonl?nothing=1", "/insights.csv"])
    def test_a_token_opens_the_files_of_a_portal_that_is_closed_to_strangers(
        self, settings: Settings, owner: User, path: str
    ) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, open_to_strangers=False)
        # Let in, it is told what is wrong with its parameters.
        assert ask(path, token_of(owner)).status_code == 400
        assert Client().get(path).status_code == 401

    def test_other_schemes_are_not_ours(self, stranger: Client) -> None:
        assert stranger.get(LETTER, headers={"authorization": "Basic eDp5"}).status_code == 200

    def test_its_use_is_noted_now_and_then(self, owner: User) -> None:
        secret = token_of(owner)
        ask(LETTER, secret)
        first = ApiToken.objects.get().last_used_at
        assert first
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(LETTER, secret)
        assert not any("UPDATE" in query["sql"] for query in queries)
        ApiToken.objects.update(last_used_at=first - timedelta(hours=1))
        ask(LETTER, secret)
        assert ApiToken.objects.filter(last_used_at__gt=first - timedelta(minutes=1)).exists()

    def test_a_token_costs_one_query(self, owner: User) -> None:
        secret = token_of(owner)
        ask(LETTER, secret)
        with CaptureQueriesContext(connection) as of_stranger:
            Client().get(LETTER)
        with CaptureQueriesContext(connection) as of_token:
            ask(LETTER, secret)
        assert len(of_token) == len(of_stranger) + 1

    def test_no_log_holds_a_secret(self, owner: User, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG):
            secret = token_of(owner)
            ask(LETTER, secret)
            wrong = new_secret()
            ask(LETTER, wrong)
        assert secret not in caplog.text
        assert wrong not in caplog.text


@pytest.mark.usefixtures("broker")
class TestRates:
    @pytest.fixture(autouse=True)
    def few(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rate_limits, "_counter", rate_limits._Counter())
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, api_rate="2/day", token_failures_rate="2/day")
        LetterFactory.create(case_number="CM16-0000001")

    def test_are_counted_by_account_wherever_its_tokens_are_used(self, owner: User, broker: Redis) -> None:
        secrets = [token_of(owner, name=name) for name in "abc"]
        statuses = [
            ask(LETTER, secret, Client(REMOTE_ADDR=f"192.0.2.{place}")).status_code
            for place, secret in enumerate(secrets)
        ]
        assert statuses == [200, 200, 429]
        assert ask(LETTER, token_of(UserFactory.create())).status_code == 200
        assert Client().get(LETTER).status_code == 200

    def test_failures_are_counted_by_address(self, owner: User) -> None:
        here, there = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
        assert [ask(LETTER, new_secret(), here).status_code for _ in range(3)] == [401, 401, 429]
        assert ask(LETTER, new_secret(), there).status_code == 401
        assert ask(LETTER, token_of(owner), here).status_code == 200


class TestAccess:
    def test_strangers_are_led_to_log_in(self, stranger: Client, owner: User) -> None:
        token_of(owner)
        for path in ("/account/tokens", "/account/tokens/new"):
            assert stranger.get(path)["Location"].startswith("/account/login/")
        address = f"/account/tokens/{ApiToken.objects.get().pk}/revoke"
        assert stranger.post(address)["Location"].startswith("/account/login/")
        assert ApiToken.objects.get().revoked_at is None

    def test_nobody_sees_or_ends_another_ones(self, owner: User, staff: Client) -> None:
        token_of(owner, name="quite private")
        address = f"/account/tokens/{ApiToken.objects.get().pk}/revoke"
        for client in (client_of(UserFactory.create()), staff):
            assert client.post(address).status_code == 404
            assert "quite private" not in client.get("/account/tokens").content.decode()
        assert ApiToken.objects.get().revoked_at is None

    def test_the_owner_ends_one_by_post(self, owner: User) -> None:
        secret = token_of(owner)
        address = f"/account/tokens/{ApiToken.objects.get().pk}/revoke"
        client = client_of(owner)
        assert client.get(address).status_code == 405
        assert Client(enforce_csrf_checks=True).post(address).status_code == 403
        assert client.post(address)["Location"] == "/account/tokens"
        assert ask(LETTER, secret).status_code == 401
        ended = ApiToken.objects.get().revoked_at
        client.post(address)
        assert ApiToken.objects.get().revoked_at == ended

    @pytest.mark.parametrize("pk", ["0", "99999999999999999999", "x", "-1"])
    def test_made_up_numbers_are_not_found(self, owner: User, pk: str) -> None:
        assert client_of(owner).post(f"/account/tokens/{pk}/revoke").status_code == 404
