"""The letter page and the original file: from the database, whether or not the engine is there."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from search.ingest.originals import original_path
from search.letters.reasons import REASONS
from tests.factories import LetterFactory, OriginalFactory
from tests.pages.html import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine_away")]


@pytest.fixture(autouse=True)
def originals_of_this_test(tmp_path: Path, settings: Settings) -> None:
    settings.ORIGINALS_DIR = tmp_path


def test_facts_and_every_determination_are_shown(stranger: Client) -> None:
    LetterFactory(
        case_number="CM16-0000001",
        claimant_age=48,
        determinations=[{"outcome": "upheld"}, {"outcome": "overturned", "treatment": "Gabapentin 300mg"}],
    )
    html = stranger.get("/letters/CM16-0000001").content.decode()
    assert 'id="1"' in html
    assert 'id="2"' in html
    assert "Gabapentin 300mg" in html
    assert "Denial upheld" in html
    assert "Denial overturned: treatment approved" in words_of(html)
    assert "48" in html


def test_details_and_reasons_are_shown_in_words(stranger: Client) -> None:
    LetterFactory(
        case_number="CM16-0000001",
        by_ocr=True,
        determinations=[
            {
                "reasons": [{"key": "no_red_flags", "start": 0, "end": 5}, {"key": "other"}],
                "details": {"laterality": ["left"], "spinal_levels": ["L4-L5"], "visits": {"count": 12}},
            }
        ],
    )
    words = words_of(stranger.get("/letters/CM16-0000001").content.decode())
    assert "Side left" in words
    assert "Spinal level L4-L5" in words
    assert "Visits 12" in words
    assert f"Reason given {REASONS['no_red_flags']}" in words
    assert REASONS["other"] not in words
    assert "Recognised from a scan" in words


def test_the_words_of_the_search_are_marked(stranger: Client) -> None:
    LetterFactory(case_number="CM16-0000001")
    html = stranger.get("/letters/CM16-0000001", {"q": "documents"}).content.decode()
    assert "<mark>documentation</mark>" in html


def test_a_question_with_a_mistake_marks_nothing(stranger: Client) -> None:
    LetterFactory(case_number="CM16-0000001")
    response = stranger.get("/letters/CM16-0000001", {"q": '"documents'})
    assert response.status_code == 200
    assert b"<mark>" not in response.content


def test_markup_in_a_letter_shows_as_text(stranger: Client) -> None:
    hostile = "<script>alert(1)</script>"
    LetterFactory(
        case_number="CM16-0000001",
        case_summary=hostile,
        text=hostile,
        reviewer_specialties=[hostile],
        determinations=[{"treatment": hostile, "rationale": hostile, "reviewer_citation": hostile}],
    )
    html = stranger.get("/letters/CM16-0000001", {"q": "alert script"}).content.decode()
    assert hostile not in html
    assert "<script>alert" not in html
    assert "&lt;<mark>script</mark>&gt;" in html


def test_a_case_number_in_other_letters_leads_to_its_letter(stranger: Client) -> None:
    LetterFactory(case_number="CM16-0000001")
    response = stranger.get("/letters/cm16-0000001")
    assert response.status_code == 302
    assert response["Location"] == "/letters/CM16-0000001"


def test_no_address_has_all_letters_compared(stranger: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        stranger.get("/letters/cm16-0000001")
    compared = [query["sql"] for query in asked if "reference" in query["sql"].partition("WHERE")[2]]
    assert compared
    assert not [sql for sql in compared if "LIKE" in sql or "UPPER" in sql]


def test_an_unknown_letter_is_not_found(stranger: Client) -> None:
    assert stranger.get("/letters/CM16-9999999").status_code == 404
    assert stranger.get("/letters/%00").status_code == 404
    assert stranger.get("/letters/..%2f..%2fetc").status_code == 404


def test_a_reference_with_spaces_has_an_address(stranger: Client) -> None:
    letter = LetterFactory.create(case_number=None, reference="letter of May ü")
    assert stranger.get(letter.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("kind", "content", "content_type"),
    [("pdf", b"%PDF-1.7", "application/pdf"), ("text", b"<html>", "text/plain; charset=utf-8")],
)
def test_the_original_is_sent_as_what_it_is_and_nothing_else(
    stranger: Client, kind: str, content: bytes, content_type: str
) -> None:
    letter = LetterFactory(case_number="CM16-0000001", original_sha256="ab" * 32)
    OriginalFactory(letter=letter, kind=kind, name="evil.html")
    original_path("ab" * 32).parent.mkdir(parents=True)
    original_path("ab" * 32).write_bytes(content)
    response = stranger.get("/letters/CM16-0000001/original")
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "evil" not in response["Content-Disposition"]
    assert b"".join(response.streaming_content) == content  # type: ignore[attr-defined]


def test_an_original_that_is_gone_is_not_found(stranger: Client) -> None:
    OriginalFactory(letter=LetterFactory(case_number="CM16-0000001"))
    assert stranger.get("/letters/CM16-0000001/original").status_code == 404
