"""Similar decisions come into the letter's page where their place comes near; else a link stays."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from search.models import Letter
from tests.conftest import no_engine
from tests.factories import LetterFactory


@pytest.fixture
def letter(transactional_db: None, make_searchable: Callable[[], None]) -> Letter:
    tramadol = {"treatment": "Tramadol 50mg", "category": "Pharmaceuticals", "drugs": ["tramadol"]}
    letter: Letter = LetterFactory.create(determinations=[tramadol])
    LetterFactory.create(reference="another", determinations=[{**tramadol, "outcome": "overturned"}])
    make_searchable()
    return letter


@pytest.fixture
def failing_page(browser: Browser) -> Iterator[Page]:
    """A page whose console may tell of what did not load."""
    opened = browser.new_page()
    yield opened
    opened.close()


def test_they_come_in_and_no_page_is_left(letter: Letter, live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/letters/{letter}")
    page.locator("[data-similar]").scroll_into_view_if_needed()
    expect(page.locator("section.similar h4")).to_have_text("Tramadol 50mg")
    expect(page.locator("section.similar h4 a")).to_have_attribute("href", "/letters/another#1")
    expect(page).to_have_url(f"{live_server.url}/letters/{letter}")
    assert page.locator("[aria-busy]").count() == 0


def test_without_the_engine_the_letter_stands_and_a_sentence_leads_on(
    letter: Letter, live_server: LiveServer, failing_page: Page
) -> None:
    with no_engine():
        failing_page.goto(f"{live_server.url}/letters/{letter}")
        failing_page.locator("[data-similar]").scroll_into_view_if_needed()
        expect(failing_page.locator("section.similar")).to_contain_text("does not answer at the moment")
    expect(failing_page.locator("h1")).to_contain_text(letter.reference)
    failing_page.get_by_role("link", name="Look for similar decisions again").click()
    expect(failing_page.locator("section.similar h4")).to_have_text("Tramadol 50mg")


def test_without_an_answer_the_link_stays(
    letter: Letter, live_server: LiveServer, failing_page: Page
) -> None:
    failing_page.route("**/similar", lambda route: route.abort())
    with failing_page.expect_event("requestfailed"):
        failing_page.goto(f"{live_server.url}/letters/{letter}")
        failing_page.locator("[data-similar]").scroll_into_view_if_needed()
    expect(failing_page.locator("[data-similar]:not([aria-busy]) a")).to_have_attribute(
        "href", f"/letters/{letter}/1/similar"
    )
