"""Pages that only say something: what happened, and the next step."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from search.query.syntax import LENGTH_LIMIT
from tests.pages.html import words_of


def test_a_mended_question_keeps_the_filters(stranger: Client) -> None:
    html = stranger.get("/", {"q": '"lumbar esi', "outcome": "upheld"}).content.decode()
    assert 'href="?q=lumbar+esi&amp;outcome=upheld"' in html
    assert 'value="&quot;lumbar esi"' in html


def test_a_value_that_does_not_exist_names_its_filter(stranger: Client) -> None:
    response = stranger.get("/", {"outcome": "won"})
    assert response.status_code == 400
    assert "Outcome:" in words_of(response.content.decode())


@pytest.mark.usefixtures("engine_away")
def test_a_resting_search_keeps_the_question_and_offers_it_again(stranger: Client) -> None:
    html = stranger.get("/", {"q": "lumbar", "outcome": "upheld"}).content.decode()
    assert 'value="lumbar"' in html
    assert 'name="outcome" value="upheld"' in html
    assert 'href="?q=lumbar&amp;outcome=upheld"' in html


def test_the_box_takes_as_much_as_a_question_may_hold(stranger: Client) -> None:
    html = stranger.get("/no/such/page").content.decode()
    assert f'maxlength="{LENGTH_LIMIT}"' in html


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_pages_for_failures_stand_without_a_context(name: str) -> None:
    html = render_to_string(name)
    assert html.count("<h1>") == 1
    assert 'href="/"' in html
