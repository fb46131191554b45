"""The search page, on the real engine."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import LetterFactory
from tests.pages.html import get, words_of

Write = Callable[[], None]
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)> & \"quotes\""


def test_a_hit_shows_treatment_outcome_case_date_and_marked_rationale(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory(case_number="CM16-0000001", determinations=[{"outcome": "overturned"}])
    make_searchable()
    html = get(stranger, q="radiculopathy")
    words = words_of(html)
    assert "Lumbar epidural steroid injection L4-5" in words
    assert "Denial overturned: treatment approved" in words
    assert "CM16-0000001" in words
    assert "9 Dec 2016" in words
    assert "<mark>radiculopathy</mark>" in html
    assert 'href="/letters/CM16-0000001?q=radiculopathy#1"' in html


@pytest.mark.parametrize("field", ["treatment", "rationale"])
def test_markup_in_a_letter_shows_as_text(make_searchable: Write, stranger: Client, field: str) -> None:
    values = {"treatment": "Norco", "rationale": "Not necessary.", field: f"zebra {HOSTILE} lumbar"}
    LetterFactory(determinations=[values], case_summary=HOSTILE)
    make_searchable()
    for typed in ("zebra", "lumbar script"):
        html = get(stranger, q=typed)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<mark>" in html


def test_markup_in_a_question_shows_as_text(make_searchable: Write, stranger: Client) -> None:
    make_searchable()
    assert "<script>" not in get(stranger, q="<script>alert(1)</script>")
    assert "<script>" not in get(stranger, status=400, q='"<script>alert(1)</script>')
    assert "<svg/onload" not in get(stranger, specialty="<svg/onload=alert(1)>")


def test_chosen_values_are_kept_in_every_address_and_can_be_removed(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory()
    make_searchable()
    html = get(stranger, q="lumbar", outcome="upheld", category="Injection")
    assert 'href="?q=lumbar&amp;category=Injection"' in html
    assert 'href="?q=lumbar&amp;outcome=upheld"' in html
    assert 'name="outcome" value="upheld"' in html


def test_where_nothing_holds_all_words_the_page_says_so(make_searchable: Write, stranger: Client) -> None:
    LetterFactory()
    make_searchable()
    words = words_of(get(stranger, q="lumbar epidural zebra"))
    assert "No decision holds all of these words" in words


def test_an_empty_result_says_so_and_offers_to_drop_the_filters(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory()
    make_searchable()
    html = get(stranger, q="zebra", outcome="upheld")
    assert "No decision fits" in words_of(html)
    assert 'href="?q=zebra"' in html


def test_a_mistake_is_explained_with_a_question_that_can_be_asked(stranger: Client) -> None:
    html = get(stranger, status=400, q='lumbar "esi')
    assert "no partner" in html
    assert "?q=lumbar%20esi" in html or "?q=lumbar+esi" in html


def test_the_page_behind_the_last_is_not_found(make_searchable: Write, stranger: Client) -> None:
    LetterFactory()
    make_searchable()
    get(stranger, status=404, page="2")
    get(stranger, status=404, page="999999")


def test_a_letter_that_could_not_be_read_is_found_by_its_text(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory(
        determinations=[],
        case_number=None,
        reference="odd letter",
        unread_reason="Its layout is unknown.",
        text="An ununderstandable zebra.",
    )
    make_searchable()
    html = get(stranger, q="zebra")
    assert "odd letter" in words_of(html)
    assert "<mark>zebra</mark>" in html


def test_an_engine_that_is_away_leaves_the_page_standing(engine_away: None, stranger: Client) -> None:
    response = stranger.get("/", {"q": "lumbar esi"})
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    html = response.content.decode()
    assert 'value="lumbar esi"' in html
    assert "Letters" in html or "letters" in html


def test_pages_carry_a_policy_without_inline_script_and_stay_out_of_web_searches(
    engine_away: None, stranger: Client
) -> None:
    response = stranger.get("/")
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    html = response.content.decode()
    assert " style=" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html)
