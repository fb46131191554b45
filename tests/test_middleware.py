"""What every response carries, and where it may be kept."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.models.letters import Visibility
from tests.factories import LetterFactory
from tests.people_factories import UserFactory, client_of

pytestmark = pytest.mark.django_db
PAGES = ["/help", "/health", "/nothing-here", "/api/v1/openapi.json", "/account/login/", "/staff/"]


@pytest.fixture
def reader() -> Client:
    return client_of(UserFactory.create())


@pytest.fixture
def letter() -> str:
    return LetterFactory.create().get_absolute_url()


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(stranger: Client, path: str) -> None:
    headers = stranger.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "'unsafe" not in headers["Content-Security-Policy"]


def test_pages_may_use_passkeys_and_nothing_else_of_a_device(stranger: Client) -> None:
    policy = dict(part.split("=") for part in stranger.get("/help")["Permissions-Policy"].split(", "))
    asked = {name for name, allowed in policy.items() if allowed != "()"}
    assert asked == {"publickey-credentials-create", "publickey-credentials-get"}
    assert {"camera", "geolocation", "microphone"} <= set(policy)
    assert not {"ambient-light-sensor", "bluetooth", "web-share"} & set(policy)


@pytest.mark.parametrize("path", ["/account/", "/saved/", "/cases/"])
def test_what_is_somebodys_own_is_kept_nowhere(reader: Client, stranger: Client, path: str) -> None:
    for client in (reader, stranger):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_staffs_pages_are_kept_nowhere(staff: Client) -> None:
    assert "no-store" in staff.get("/staff/")["Cache-Control"]


@pytest.mark.parametrize("path", ["/help", "/suggest?q=x"])
def test_no_shared_cache_keeps_what_somebody_signed_in_gets(
    reader: Client, engine_away: None, path: str
) -> None:
    headers = reader.get(path).headers
    assert "private" in headers["Cache-Control"]
    assert "public" not in headers["Cache-Control"]
    assert "Cookie" in headers["Vary"]


def test_a_public_page_tells_caches_that_it_differs_by_visitor(stranger: Client, letter: str) -> None:
    assert "Cookie" in stranger.get(letter)["Vary"]


def test_a_withheld_letter_is_kept_nowhere(staff: Client) -> None:
    held = LetterFactory.create(visibility=Visibility.QUARANTINED)
    assert "no-store" in staff.get(held.get_absolute_url())["Cache-Control"]


def test_a_public_page_costs_a_stranger_no_query_for_who_they_are(
    stranger: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert stranger.get("/help").status_code == 200


def test_a_page_costs_a_reader_session_and_account_and_nothing_for_the_audit_trail(
    django_assert_max_num_queries: object,
) -> None:
    client = client_of(User.objects.get(pk=UserFactory.create().pk))
    client.get("/help")
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert client.get("/help").status_code == 200
