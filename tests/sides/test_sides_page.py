"""States of the page that need letters of their own, hostile input, and an engine that is away."""

from collections.abc import Callable

import pytest
from django.test import Client

from search.models import Letter
from search.models.letters import Visibility
from tests.factories import LetterFactory
from tests.pages.html import get, words_of

Write = Callable[[], None]
RATIONALE = "Nothing shows <script>alert(1)</script> radiculopathy on examination. It is not necessary."
REASONS = [{"key": "exam_findings_missing", "start": 0, "end": RATIONALE.index(" It is")}]


def upheld(**values: object) -> Letter:
    letter: Letter = LetterFactory.create(
        determinations=[
            {"rationale": RATIONALE, "reasons": REASONS, "treatment": "<img src=x> injection", **values}
        ]
    )
    return letter


def test_markup_in_letters_and_questions_shows_as_text(make_searchable: Write, stranger: Client) -> None:
    upheld()
    make_searchable()
    html = get(stranger, "/sides", q="radiculopathy")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>radiculopathy</mark> on examination." in html
    assert "&lt;img src=x&gt; injection" in html
    html += get(stranger, "/sides", q="<script>alert(1)</script> injection")
    html += get(stranger, "/sides", specialty="<script>alert(1)</script>")
    assert "<script>alert" not in html
    assert "<img" not in html


def test_letters_that_are_withheld_lend_no_passage(make_searchable: Write, stranger: Client) -> None:
    letters = [upheld(), upheld(rationale=RATIONALE.replace("Nothing", "No note"), reasons=REASONS)]
    make_searchable()
    assert "Nothing shows" in get(stranger, "/sides")
    Letter.objects.filter(pk=letters[0].pk).update(visibility=Visibility.QUARANTINED)
    html = get(stranger, "/sides")
    assert "Nothing shows" not in html
    assert letters[0].reference not in html
    assert "No note shows" in html


def test_a_decision_that_was_read_anew_stands_on_no_wrong_side(
    make_searchable: Write, stranger: Client
) -> None:
    """The index may be behind the database by a moment."""
    letter = upheld()
    make_searchable()
    letter.determinations.update(outcome="overturned")
    html = get(stranger, "/sides")
    assert "Nothing shows" not in html


def test_places_outside_the_text_show_nothing(make_searchable: Write, stranger: Client) -> None:
    upheld(reasons=[{"key": "exam_findings_missing", "start": 5000, "end": 6000}])
    make_searchable()
    html = get(stranger, "/sides")
    assert "Exam or imaging findings missing" in html
    assert "<blockquote>" not in html


def test_nothing_found_offers_the_next_step(make_searchable: Write, stranger: Client) -> None:
    upheld()
    make_searchable()
    words = words_of(get(stranger, "/sides", q="xyzzyx"))
    assert "No decision fits “xyzzyx”." in words
    assert "Denial upheld" not in words
    words = words_of(get(stranger, "/sides", q="injection", sex="female"))
    assert "No decision fits “injection” and all of these filters." in words


def test_words_are_taken_as_on_the_result_page(make_searchable: Write, stranger: Client) -> None:
    for _ in range(3):
        upheld(treatment="Acupuncture for the knee")
    make_searchable()
    words = words_of(get(stranger, "/sides", q="acupunkture"))
    assert "Showing results for acupuncture" in words
    assert "3 decisions" in words
    words = words_of(get(stranger, "/sides", q="acupuncture zebra"))
    assert "No decision holds all of these words" in words


def test_where_only_unread_letters_fit_no_letter_is_denied_and_they_are_led_to(
    make_searchable: Write, stranger: Client
) -> None:
    LetterFactory.create(unread_reason="No layout fits.", text="A zebra & its knee", determinations=[])
    make_searchable()
    html = get(stranger, "/sides", q="zebra")
    words = words_of(html)
    assert "No decision fits “zebra”." in words
    assert "No letter fits" not in words
    assert 'href="/?q=zebra"' in html
    assert "1 letter that could not be read" in words_of(get(stranger, "/", q="zebra"))


def test_a_word_for_an_outcome_does_not_make_the_other_side_what_was_asked_for(
    make_searchable: Write, stranger: Client
) -> None:
    upheld(rationale="Part of the request was granted before.", reasons=[])
    upheld(outcome="overturned", rationale="It is granted.", reasons=[])
    make_searchable()
    words = words_of(get(stranger, "/sides", q="injection granted"))
    assert "2 decisions; no rate, because the question itself asks for an outcome" in words
    assert "Ask without it to compare both." in words
    assert "no other side" not in words


@pytest.mark.parametrize(
    "parameters", ["q=%22pain", "reason=forged", "q=%00", "sex=%00", "decided_from=2017-02-31"]
)
def test_what_cannot_be_asked_is_a_mistake(stranger: Client, parameters: str) -> None:
    get(stranger, f"/sides?{parameters}", 400)


@pytest.mark.usefixtures("engine_away")
@pytest.mark.django_db
def test_without_the_engine_the_page_says_so(stranger: Client) -> None:
    assert "search" in words_of(get(stranger, "/sides", 503, q="pain")).lower()
