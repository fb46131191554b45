"""Letters by the API, from the database."""

import pytest
from django.test import Client

from search.models import Letter
from tests.factories import LetterFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/letters/CM16-0000001"


@pytest.fixture
def letter() -> Letter:
    LetterFactory(
        case_number="CM16-0000001",
        reviewer_states=["California", "Texas"],
        claimant_age=51,
        determinations=[
            {"reasons": [{"key": "no_red_flags", "start": 0, "end": 4}]},
            {"outcome": "overturned"},
        ],
    )
    return Letter.objects.get()


def test_a_letter_has_all_its_facts_without_the_engine(
    letter: Letter, engine_away: None, stranger: Client
) -> None:
    answer = stranger.get(ADDRESS).json()
    assert (answer["reference"], answer["claimant_age"], answer["decided_on"]) == (
        "CM16-0000001",
        51,
        "2016-12-09",
    )
    assert answer["reviewer_states"] == ["California", "Texas"]
    first, second = answer["determinations"]
    assert first["url"] == "http://testserver/letters/CM16-0000001#1"
    assert (first["reasons"], first["reasons_in_words"]) == (["no_red_flags"], ["No red flags"])
    assert second["outcome_in_words"] == "Denial overturned: treatment approved"
    assert first["reviewer_guidelines"][0]["family"] == "MTUS"
    assert first["rationale"] == letter.determinations.get(number=1).rationale


def test_a_letter_that_is_not_public_is_not_there_even_for_staff(
    letter: Letter, staff: Client, stranger: Client
) -> None:
    for visibility in ("quarantined", "refused"):
        Letter.objects.update(visibility=visibility)
        answers = [client.get(ADDRESS) for client in (staff, stranger)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert not any("ETag" in answer.headers for answer in answers)


@pytest.mark.parametrize(
    "reference", ["CM99-9999999", "%00", "a%00b", "%2e%2e", "x" * 3000, "%F0%9F%92%A9", "%FF"]
)
def test_what_there_is_not_is_not_found(letter: Letter, stranger: Client, reference: str) -> None:
    response = stranger.get(f"/api/v1/letters/{reference}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_an_unchanged_letter_is_not_sent_again(letter: Letter, stranger: Client) -> None:
    tag = stranger.get(ADDRESS)["ETag"]
    again = stranger.get(ADDRESS, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    Letter.objects.update(reader_version="newer")
    newer = stranger.get(ADDRESS, headers={"if-none-match": tag})
    assert (newer.status_code, newer.json()["reader_version"]) == (200, "newer")
    tag = newer["ETag"]
    Letter.objects.update(revision=letter.revision + 1)
    assert stranger.get(ADDRESS, headers={"if-none-match": tag}).status_code == 200


def test_a_letter_without_determinations_says_why(stranger: Client) -> None:
    LetterFactory(case_number="CM16-0000001", unread_reason="No layout fits.", determinations=[])
    answer = stranger.get(ADDRESS).json()
    assert (answer["read"], answer["unread_reason"], answer["determinations"]) == (
        False,
        "No layout fits.",
        [],
    )
