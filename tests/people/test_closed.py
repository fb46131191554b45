"""A portal that is closed to strangers: which doors stay open, and what everybody else is told."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.factories import LetterFactory
from tests.people_factories import client_of

DOORS = [
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/key/1-x/",
    "/account/2fa/webauthn/login/",
    "/account/deleted",
    "/help",
    "/help/search",
    "/health",
]


@pytest.fixture(autouse=True)
def closed(settings: Settings, db: None) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, open_to_strangers=False)


@pytest.mark.parametrize("path", ["/?q=knee", "/facet/outcome", "/letters/CM16-0000001", "/saved/"])
def test_pages_lead_strangers_to_sign_in_and_back(path: str) -> None:
    LetterFactory.create(case_number="CM16-0000001")
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=" + path.split("?", maxsplit=1)[0])


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/determinations",
        "/api/v1/openapi.json",
        "/suggest?q=knee",
        "/export.csv?q=x",
        "/export.jsonl?q=x",
        "/insights.csv?by=drug",
    ],
)
def test_programs_are_told_to_sign_in(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "Sign in" in answer.json()["detail"]


@pytest.mark.parametrize("path", DOORS)
def test_doors_stay_open(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code in {200, 302, 503}
    assert not answer.get("Location", "").startswith("/account/login/?next=")


@pytest.mark.parametrize("path", ["/alerts/feed/x.atom", "/alerts/unsubscribe/x"])
def test_secret_addresses_answer_by_their_secret_alone(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_a_wrong_invitation_is_told_so() -> None:
    assert Client().get("/account/invitation/x").status_code == 404


def test_who_is_signed_in_reads_on(reader: User) -> None:
    letter = LetterFactory.create(determinations=[{}])
    assert client_of(reader).get(letter.get_absolute_url()).status_code == 200


def test_an_open_portal_asks_nobody(settings: Settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, open_to_strangers=True)
    letter = LetterFactory.create(determinations=[{}])
    assert Client().get(letter.get_absolute_url()).status_code == 200
