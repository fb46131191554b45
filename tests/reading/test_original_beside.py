"""The original beside the text: shown by this portal alone, and only where it is asked for."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from search.ingest.originals import original_path
from search.models import Letter
from search.models.letters import Visibility
from tests.factories import LetterFactory, OriginalFactory
from tests.pages.html import get, words_of

pytestmark = pytest.mark.django_db
PATH = "/letters/CM16-0000001"


@pytest.fixture
def letter(tmp_path: Path, settings: Settings) -> Letter:
    settings.ORIGINALS_DIR = tmp_path
    letter = LetterFactory.create(case_number="CM16-0000001", original_sha256="ab" * 32)
    OriginalFactory(letter=letter)
    original_path("ab" * 32).parent.mkdir(parents=True)
    original_path("ab" * 32).write_bytes(b"%PDF-1.7")
    return letter


def test_it_is_loaded_only_where_the_address_asks_for_it(stranger: Client, letter: Letter) -> None:
    assert "<iframe" not in get(stranger, PATH)
    assert f'href="{PATH}?q=pain&amp;beside=original"' in get(stranger, PATH, q="pain")
    beside = get(stranger, PATH, q="pain", beside="original")
    assert f'<iframe class="original-frame" data-page="1" src="{PATH}/original#' in beside
    assert f'href="{PATH}?q=pain">Close the original' in beside


@pytest.mark.parametrize("value", ["", "x", "ORIGINAL", "https://example.org", "<b>"])
def test_nothing_else_can_be_put_beside(stranger: Client, letter: Letter, value: str) -> None:
    assert "<iframe" not in get(stranger, PATH, beside=value)


def test_this_portal_alone_may_frame_it(stranger: Client, letter: Letter) -> None:
    original = stranger.get(f"{PATH}/original")
    assert original["X-Frame-Options"] == "SAMEORIGIN"
    assert original["Content-Security-Policy"] == "frame-ancestors 'self'"
    page = stranger.get(PATH)
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "frame-src" not in stranger.get("/help")["Content-Security-Policy"]


@pytest.mark.parametrize("visibility", [Visibility.QUARANTINED, Visibility.REFUSED, Visibility.REMOVED])
def test_staff_alone_see_the_original_of_a_withheld_letter_beside_it(
    stranger: Client, staff: Client, letter: Letter, visibility: Visibility
) -> None:
    Letter.objects.filter(pk=letter.pk).update(visibility=visibility)
    assert f'src="{PATH}/original#' in get(staff, PATH, beside="original")
    original = staff.get(f"{PATH}/original")
    assert (original.status_code, original["X-Frame-Options"]) == (200, "SAMEORIGIN")
    assert "no-store" in original["Cache-Control"]
    for address in (PATH, f"{PATH}/original"):
        kept_back = stranger.get(address, {"beside": "original"})
        assert kept_back.status_code == (410 if visibility == Visibility.REMOVED else 404)
        assert kept_back["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in kept_back["Content-Security-Policy"]


def test_an_original_that_is_gone_is_told_instead(stranger: Client, letter: Letter) -> None:
    original_path("ab" * 32).unlink()
    beside = get(stranger, PATH, beside="original")
    assert "<iframe" not in beside
    assert "The original file is not kept here any more" in words_of(beside)


def test_a_letter_without_an_original_has_none_beside_it(stranger: Client) -> None:
    LetterFactory(case_number="CM16-0000002")
    page = get(stranger, "/letters/CM16-0000002", beside="original")
    assert "Original" not in words_of(page)
    assert "<iframe" not in page
