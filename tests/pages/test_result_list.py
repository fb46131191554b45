"""How a result is listed and how the words were taken, on the real engine."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from search.models.letters import Visibility
from tests.factories import LetterFactory
from tests.pages.html import get, words_of

Write = Callable[[], None]


def test_letters_are_listed_once_with_their_other_items_a_line_each(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory(
        case_number="CM16-0000001",
        determinations=[
            {},
            {"treatment": "Gabapentin 300mg", "outcome": "overturned"},
            {"treatment": "TENS unit"},
        ],
    )
    make_searchable()
    html = get(stranger, show="letters")
    words = words_of(html)
    assert "1 letter with 3 decisions" in words
    assert html.count("<article") == 1
    assert "Gabapentin 300mg Denial overturned: treatment approved" in words
    assert "TENS unit Denial upheld" in words
    assert 'href="/letters/CM16-0000001#2"' in html
    assert "Counts are letters." in words
    assert "Denial overturned in 1 of 3 denials that were appealed; too few for a rate" in words


def test_other_names_that_were_searched_are_named_and_can_be_left_out(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory(determinations=[{"treatment": "Gabapentin 300mg"}])
    make_searchable()
    html = get(stranger, q="neurontin")
    words = words_of(html)
    assert "Also searched: gabapentin" in words
    assert "(for neurontin)" in words
    assert "Gabapentin 300mg" in words
    assert 'href="?q=neurontin&amp;literal=1"' in html
    html = get(stranger, q="neurontin", literal="1")
    words = words_of(html)
    assert "Also searched" not in words
    assert "No letter fits “neurontin”" in words
    assert "Searched only what you typed" in words
    assert 'href="?q=neurontin"' in html


def test_a_line_parts_decisions_with_all_words_from_the_nearest(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory(determinations=[{"treatment": "Lumbar epidural zebra"}])
    LetterFactory(determinations=[{"treatment": "Lumbar epidural"}])
    make_searchable()
    words = words_of(get(stranger, q="lumbar epidural zebra"))
    assert "1 decision holds all of these words; the others hold most of them." in words
    full, parted, near = words.partition("These hold most of the words")
    assert parted
    assert "zebra" in full.rpartition("Decisions on")[2]
    assert "CM16" in near
    html = get(stranger, q="lumbar epidural zebra", sort="newest")
    assert "These hold most of the words" not in html
    assert "holds most of the words" in html
    assert 'href="?q=lumbar+epidural+zebra&amp;match=all"' in get(stranger, q="lumbar epidural zebra")


def test_from_those_with_all_words_a_link_leads_to_the_nearest(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory(determinations=[{"treatment": "Lumbar epidural zebra"}])
    LetterFactory()
    make_searchable()
    html = get(stranger, q="lumbar epidural zebra", match="all")
    assert "1 decision in 1 letter" in words_of(html)
    assert 'href="?q=lumbar+epidural+zebra&amp;match=most"' in html


def test_a_case_number_alone_leads_to_its_letter(db: None, engine_away: None, stranger: Client) -> None:
    LetterFactory(case_number="CM16-0213037")
    for typed in ("CM16-0213037", "cm16 0213037", " CM16‑0213037 "):
        response = stranger.get("/", {"q": typed})
        assert (response.status_code, response["Location"]) == (302, "/letters/CM16-0213037")


@pytest.mark.parametrize("visibility", [Visibility.QUARANTINED, Visibility.REFUSED])
def test_a_letter_that_is_not_public_is_as_if_it_were_not_here(
    make_searchable: Write, stranger: Client, staff: Client, visibility: Visibility
) -> None:
    LetterFactory(case_number="CM16-0213037", visibility=visibility)
    LetterFactory()
    make_searchable()
    hidden, missing = (get(stranger, q=number) for number in ("CM16-0213037", "CM16-0999999"))
    assert "No letter with the case number CM16-0213037 is here." in words_of(hidden)
    assert hidden.replace("0213037", "0999999") == missing
    assert staff.get("/", {"q": "CM16-0213037"}).status_code == 302


def test_order_size_and_what_is_listed_have_addresses(make_searchable: Write, stranger: Client) -> None:
    for _ in range(12):
        LetterFactory()
    make_searchable()
    html = get(stranger, q="lumbar", page="2", outcome="upheld")
    assert 'href="?q=lumbar&amp;sort=newest&amp;outcome=upheld"' in html
    assert 'href="?q=lumbar&amp;show=letters&amp;outcome=upheld"' in html
    assert 'href="?q=lumbar&amp;page_size=25&amp;outcome=upheld"' in html
    assert 'href="/export.csv?q=lumbar&amp;outcome=upheld"' in html
    assert 'href="/export.jsonl?q=lumbar&amp;outcome=upheld"' in html
    assert html.count("<article") == 2
    assert get(stranger, q="lumbar", page_size="25").count("<article") == 12


def test_a_new_question_keeps_filters_and_order_and_drops_how_the_old_words_were_taken(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory()
    make_searchable()
    html = get(
        stranger, q="lumbar", outcome="upheld", sort="newest", literal="1", match="all", page_size="25"
    )
    for field in (
        'name="outcome" value="upheld"',
        'name="sort" value="newest"',
        'name="page_size" value="25"',
    ):
        assert f'<input type="hidden" form="search" {field}>' in html
    assert 'form="search" name="literal"' not in html
    assert 'form="search" name="match"' not in html


def test_what_changes_in_place_is_whole_for_everybody(make_searchable: Write, stranger: Client) -> None:
    """A script that asks for a part gets the page, so that no history or cache can show a part alone."""
    LetterFactory()
    make_searchable()
    whole = stranger.get("/", {"q": "lumbar"})
    in_place = stranger.get("/", {"q": "lumbar"}, headers={"HX-Request": "true"})
    assert whole.content == in_place.content
    assert b"<!doctype html>" in whole.content


def test_a_misspelt_word_is_mended_and_the_page_says_so(make_searchable: Write, stranger: Client) -> None:
    for _ in range(12):
        LetterFactory()
    make_searchable()
    html = get(stranger, q="lumbar epidurl")
    words = words_of(html)
    assert "Showing results for lumbar epidural" in words
    assert "Search instead for lumbar epidurl" in words
    assert "12 decisions in 12 letters" in words
    assert 'href="?q=lumbar+epidurl&amp;literal=1"' in html
    assert "?q=lumbar%20epidural#1" in html
    assert "Showing results for" not in get(stranger, q="lumbar epidurl", literal="1")


def test_near_matches_are_offered_and_counted_as_they_are(make_searchable: Write, stranger: Client) -> None:
    LetterFactory(determinations=[{"treatment": "Zebra quagga", "outcome": "overturned"}])
    LetterFactory(determinations=[{"treatment": "Zebra"}])
    make_searchable()
    holds = "1 decision holds all of these words; the others hold most of them."
    assert f" {holds}" in words_of(get(stranger, q="zebra quagga"))
    assert f"Without the filters, {holds}" in words_of(get(stranger, q="zebra quagga", outcome="upheld"))
    offer = "Add those with most of them"
    assert offer in words_of(get(stranger, q="zebra quagga", match="all"))
    for typed in ("zebra the", "zebra denied"):
        assert offer not in words_of(get(stranger, q=typed, match="all"))


def test_the_rate_over_a_result_is_of_its_decisions_whatever_is_shown_and_chosen(
    make_searchable: Write, stranger: Client
) -> None:
    for number in range(12):
        LetterFactory(determinations=[{"outcome": "overturned" if number < 3 else "upheld"}, {}])
    make_searchable()
    # 3 of 24; Wilson's interval computed by hand.
    rate = "overturned in 12.5\xa0% of appealed denials (95 % interval 4.3–31.0\xa0%, n = 24)"
    for shown in ("decisions", "letters"):
        assert f"Denial {rate}" in words_with_spaces(get(stranger, q="lumbar", show=shown))
    for outcome in ("upheld", "overturned"):
        words = words_with_spaces(get(stranger, q="lumbar", outcome=outcome))
        assert f"Both outcomes together: denial {rate}" in words
    words = words_of(get(stranger, q="lumbar outcome:overturned"))
    assert "3 of 3 denials that were appealed; no rate, because the question itself asks" in words


def test_a_result_leads_to_its_other_views_with_the_same_search(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory()
    make_searchable()
    html = get(stranger, q="lumbar", category="Injection", page="1")
    assert 'href="/insights?q=lumbar&amp;category=Injection"' in html
    assert 'href="/sides?q=lumbar&amp;category=Injection"' in html
    assert "/insights" not in get(stranger, q="zebra")


def words_with_spaces(html: str) -> str:
    """The page's words with its unbreakable spaces as they are."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\xa0", "\0").split()).replace("\0", "\xa0")
