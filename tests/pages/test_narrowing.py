"""Filters on the search page and the page of a filter's values, on the real engine."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests.factories import LetterFactory
from tests.pages.html import get, words_of

Write = Callable[[], None]


@pytest.fixture
def letters(make_searchable: Write) -> None:
    """Two letters: one of a drug and an injection, one of an MRI without a date."""
    opioid = {"category": "Pharmaceuticals", "subcategory": "Opioids", "drugs": ["hydrocodone"]}
    LetterFactory(
        case_number="CM16-0000001",
        determinations=[
            {"treatment": "Norco 10/325 mg #60", "outcome": "overturned", **opioid},
            {"treatment": "Lumbar epidural steroid injection"},
        ],
    )
    LetterFactory(
        case_number="CM16-0000002",
        decided_on=None,
        determinations=[{"treatment": "MRI of the neck", "category": "Diagnostic Testing"}],
    )
    make_searchable()


@pytest.mark.usefixtures("letters")
def test_each_value_has_its_count_a_link_and_one_that_leaves_it_out(stranger: Client) -> None:
    html = get(stranger)
    assert 'href="?category=Injection"' in html
    assert 'href="?not_category=Injection"' in html
    assert 'aria-label="Leave out Injection"' in html
    assert "Counts are decisions." in words_of(html)
    assert "Pharmaceuticals 1 Parts of Pharmaceuticals Opioids 1" in words_of(html)


@pytest.mark.usefixtures("letters")
def test_the_third_level_shows_once_the_second_is_chosen(stranger: Client) -> None:
    html = get(stranger, category="Pharmaceuticals")
    assert 'href="?category=Pharmaceuticals%3EOpioids%3Ehydrocodone"' not in html
    assert 'href="/facet/category?category=Pharmaceuticals"' in html
    html = get(stranger, category="Pharmaceuticals>Opioids")
    assert "Remove filter: Opioids 1 Parts of Opioids hydrocodone 1" in words_of(html)
    assert 'href="?category=Pharmaceuticals%3EOpioids%3Ehydrocodone"' in html


@pytest.mark.usefixtures("letters")
def test_a_value_left_out_is_gone_from_the_list_and_stays_in_the_rail(stranger: Client) -> None:
    words = words_of(get(stranger, not_category="Pharmaceuticals"))
    assert "2 decisions in 2 letters" in words
    assert "Norco" not in words
    assert "Remove filter: not Pharmaceuticals 1" in words
    assert "Remove filter Treatment category: not Pharmaceuticals" in words


@pytest.mark.usefixtures("letters")
def test_a_chosen_value_that_nothing_has_stays_at_zero(stranger: Client) -> None:
    words = words_of(get(stranger, category="Pharmaceuticals", outcome="upheld"))
    assert "No decision fits" in words
    assert "Remove filter: Pharmaceuticals 0" in words


@pytest.mark.usefixtures("letters")
def test_months_are_bars_and_the_form_of_dates_keeps_the_rest(stranger: Client) -> None:
    html = get(stranger, q="necessary", show="letters")
    assert 'aria-label="December 2016: 1 letter"' in html
    assert "1 without a date" in words_of(html)
    form = re.search(r'<form class="decided".*?</form>', html, re.DOTALL)
    assert form
    assert 'name="show" value="letters"' in form[0]
    assert 'name="q" value="necessary"' in form[0]
    words = words_of(get(stranger, decided_from="2016-12", decided_to=""))
    assert "2 decisions in 1 letter" in words
    assert "Decided: from Dec 2016" in words


def test_dates_upside_down_are_explained(stranger: Client) -> None:
    assert "upside down" in get(stranger, status=400, decided_from="2017-01", decided_to="2016-01")


@pytest.mark.usefixtures("letters")
def test_the_page_of_a_filter_lists_its_values_and_finds_some(stranger: Client) -> None:
    html = get(stranger, "/facet/category", outcome="overturned")
    words = words_of(html)
    assert "hydrocodone 1" in words
    assert "Injection" not in words
    assert 'href="/?outcome=overturned&amp;category=Pharmaceuticals"' in html
    assert 'href="/?outcome=overturned"' in html
    words = words_of(get(stranger, "/facet/category", contains="EPID"))
    assert "No value of this filter holds “EPID”" in words
    assert "hydrocodone" in words_of(get(stranger, "/facet/category", contains="HYDRO"))
    assert "Injection" not in words_of(get(stranger, "/facet/category", contains="HYDRO"))


@pytest.mark.usefixtures("letters")
def test_a_filter_with_many_values_leads_to_all_of_them(make_searchable: Write, stranger: Client) -> None:
    LetterFactory(reviewer_specialties=[f"Specialty {number}" for number in range(12)])
    make_searchable()
    html = get(stranger, q="necessary", page_size="25")
    assert 'href="/facet/specialty?q=necessary&amp;page_size=25"' in html
    assert "Specialty 11" in get(stranger, "/facet/specialty", q="necessary")


def test_the_page_of_a_filter_fails_as_the_search_does(engine_away: None, stranger: Client) -> None:
    assert stranger.get("/facet/category").status_code == 503
    assert stranger.get("/facet/category", {"q": '"open'}).status_code == 400
    assert stranger.get("/facet/no-such").status_code == 404
    assert stranger.post("/facet/category").status_code == 405


@pytest.mark.parametrize("contains", ["<script>alert(1)</script>", "\x00", "x" * 5000, "(a+)+$", "*", ".*"])
@pytest.mark.usefixtures("letters")
def test_whatever_is_typed_into_the_page_of_a_filter_is_only_text(stranger: Client, contains: str) -> None:
    html = get(stranger, "/facet/category", contains=contains)
    assert "<script>alert" not in html


@pytest.mark.usefixtures("letters")
def test_markup_in_values_shows_as_text(make_searchable: Write, stranger: Client) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'&"
    LetterFactory(reviewer_specialties=[hostile], reviewer_states=[hostile])
    make_searchable()
    for html in (
        get(stranger),
        get(stranger, specialty=hostile),
        get(stranger, not_specialty=hostile, specialty=hostile),
        get(stranger, "/facet/specialty", q="necessary"),
    ):
        assert "<img" not in html
        assert "&lt;img src=x" in html


@pytest.mark.usefixtures("letters")
def test_an_undated_letter_is_found_by_its_year_that_is_none(stranger: Client) -> None:
    words = words_of(get(stranger, year="none"))
    assert "1 decision in 1 letter" in words
    assert "Year decided: No date in the letter" in words


def test_dates_that_stand_in_letters_are_the_ends_of_the_months(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory(decided_on=date(2015, 3, 1))
    LetterFactory(decided_on=date(2015, 5, 31))
    make_searchable()
    words = words_of(get(stranger))
    assert "Mar 2015 May 2015" in words


@pytest.mark.usefixtures("letters")
def test_the_first_and_the_last_day_there_are_can_be_asked_for(stranger: Client) -> None:
    assert "2 decisions in 1 letter" in words_of(get(stranger, decided_from="0001-01"))
    assert "2 decisions in 1 letter" in words_of(get(stranger, decided_to="9999-12"))


def test_a_value_as_long_as_a_page_can_be_chosen(make_searchable: Write, stranger: Client) -> None:
    LetterFactory(reviewer_specialties=["Pain " * 200])
    make_searchable()
    (link,) = re.findall(r'href="(\?specialty=[^"]+)"', get(stranger))
    assert "1 decision in 1 letter" in words_of(get(stranger, f"/{link}"))
