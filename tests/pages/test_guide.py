"""The user guide: one file, read in the repository and served as the help page."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import get_script_prefix, set_script_prefix

from search.pages.guide import GUIDE, LOCAL, WrongLink, as_page, guide
from tests.factories import LetterFactory
from tests.pages.html import get, words_of


def links() -> list[str]:
    return re.findall(r'href="([^"]*)"', unescape(guide().html))


def identities() -> list[str]:
    return re.findall(r'id="([^"]*)"', guide().html)


def test_the_help_page_is_the_guide_with_its_contents(stranger: Client, db: None) -> None:
    html = get(stranger, "/help")
    words = words_of(html)
    assert guide().title in words
    assert "What the rate does not mean" in words
    for section in guide().sections:
        assert f'<a href="#{section.identity}">{section.title}</a>' in html
        assert f'<h2 id="{section.identity}">' in html


def test_headings_have_each_an_id_of_its_own_and_pages_lead_to_that_of_the_rate() -> None:
    assert len(identities()) == len(set(identities())) == len(re.findall(r"<h[2-6]", guide().html))
    assert "the-rate" in identities()


def test_every_link_leads_to_a_page_of_this_portal(
    make_searchable: Callable[[], None], stranger: Client
) -> None:
    LetterFactory(determinations=[{}, {"treatment": "Cervical epidural steroid injection"}])
    make_searchable()
    assert len(links()) > 8
    for link in links():
        parts = urlsplit(link)
        assert not parts.netloc
        assert stranger.get(link).status_code == 200, link
        assert not parts.fragment or parts.fragment in identities()


def test_links_in_the_repository_open_a_portal_that_was_started_there() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)]*)\)", text):
        assert link.startswith(LOCAL) or (GUIDE.parent / link).is_file()
    assert text.count("](") == len(links())


def test_links_stay_below_the_portals_prefix(db: None) -> None:
    before = get_script_prefix()
    set_script_prefix("/imr/")
    try:
        assert all(link.startswith(("/imr/", "#")) for link in links())
    finally:
        set_script_prefix(before)


def test_markup_in_the_file_shows_as_text() -> None:
    page = as_page("# A & B\n\n<script>x</script> [a](javascript:alert(1)) **b**\n", lambda address: address)
    assert page.title == "A & B"
    assert "<script>" not in page.html
    assert "href" not in page.html
    assert "<strong>b</strong>" in page.html


def test_a_link_that_would_lead_nowhere_is_a_fault() -> None:
    def refuse(address: str) -> str:
        raise WrongLink(address)

    with pytest.raises(WrongLink):
        as_page("[a](accounts.md)", refuse)
