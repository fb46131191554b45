"""`GET /suggest`, on the real engine and without it."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import LetterFactory

Write = Callable[[], None]
HOSTILE = [
    "\x00",
    "'; --",
    "a" * 200,
    "a " * 100,
    "((((",
    "\ud83d",
    "*",
    "/.*/",
    "<b>",
    "﷽" * 11,
    "cm16-" + "9" * 190,
    "İ" * 90,
]


def test_suggestions_are_json_that_may_be_kept_for_a_minute(
    make_suggestible: Write, stranger: Client
) -> None:
    LetterFactory(determinations=[{"treatment": "Traction"}, {"treatment": "Traction x 2"}])
    make_suggestible()
    response = stranger.get("/suggest", {"q": "trac"})
    assert response.status_code == 200
    assert "max-age=60" in response["Cache-Control"]
    assert response.json() == {
        "suggestions": [
            {
                "text": "Traction",
                "kind": "treatment",
                "kind_label": "treatment",
                "count": 2,
                "address": "/?q=treatment%3Atraction",
            }
        ]
    }


def test_before_the_first_build_there_are_none(index: str, stranger: Client) -> None:
    assert stranger.get("/suggest", {"q": "trac"}).json() == {"suggestions": []}
    assert stranger.get("/suggest").json() == {"suggestions": []}


@pytest.mark.parametrize("typed", ["x" * 201, "x " * 101, "x" * 1_000_000])
def test_too_much_is_refused_with_a_problem(typed: str, stranger: Client) -> None:
    response = stranger.get("/suggest", {"q": typed})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 400


def test_hostile_words_find_nothing_and_break_nothing(make_suggestible: Write, stranger: Client) -> None:
    LetterFactory(determinations=[{"treatment": "Traction"}])
    make_suggestible()
    for typed in HOSTILE:
        response = stranger.get("/suggest", {"q": typed.encode("utf-8", "surrogatepass")})
        assert response.status_code == 200, typed
        assert "Traction" not in {suggestion["text"] for suggestion in response.json()["suggestions"]}


@pytest.mark.usefixtures("engine_away")
@pytest.mark.parametrize("typed", ["trac", "cm16-0213037"])
def test_without_the_engine_it_says_to_come_back(typed: str, stranger: Client) -> None:
    response = stranger.get("/suggest", {"q": typed})
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert response["Content-Type"] == "application/problem+json"


def test_only_reading_is_allowed(stranger: Client) -> None:
    assert stranger.post("/suggest", {"q": "x"}).status_code == 405
