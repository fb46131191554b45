"""The way from a question to the letter, in a browser that runs no scripts, by keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.letters import SEVERAL_ITEMS
from tests.browser.portal_page import DESKTOP

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**DESKTOP.context, java_script_enabled=False)
    yield context.new_page()
    context.close()


def follow(control: Locator) -> None:
    control.focus()
    control.press("Enter")


def test_decisions_are_found_narrowed_and_read(page: Page, portal: str) -> None:
    page.goto(portal)
    page.get_by_label("Words in the letters").fill("radiculopathy")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=radiculopathy"))
    follow(page.locator("#filters").get_by_role("link", name="Denial upheld").first)
    expect(page).to_have_url(re.compile(r"outcome=upheld"))
    follow(page.locator(f'.hit-title a[href^="/letters/{SEVERAL_ITEMS}"]'))
    expect(page.get_by_role("heading", level=1)).to_contain_text(SEVERAL_ITEMS)
    expect(page.locator("mark").first).to_have_text("radiculopathy")
