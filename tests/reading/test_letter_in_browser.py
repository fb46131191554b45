"""The letter's page in a browser: facts show their places and the other way, with scripts and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from search.ingest.originals import original_path
from tests.factories import LetterFactory, OriginalFactory

PATH = "/letters/CM16-0000001"
PADDING = "A line of the letter.\n" * 80
TEXT = (
    f"Case Number: CM16-0000001\n{PADDING}Decision Date: 12/09/2016 UR Denial Date: 11/01/2016\n{PADDING}"
    f"\fThe injured worker is a 48 year old female in pain.\n{PADDING}"
)
RATIONALE = "There is pain. No red flags are documented."


def span(words: str, text: str = TEXT) -> dict[str, int]:
    return {"page": 1, "start": text.index(words), "end": text.index(words) + len(words)}


@pytest.fixture
def address(transactional_db: None, live_server: LiveServer, settings: Settings, tmp_path: Path) -> str:
    """Of a letter with places, a reason and an original."""
    settings.ORIGINALS_DIR = tmp_path
    letter = LetterFactory.create(
        case_number="CM16-0000001",
        claimant_age=48,
        text=TEXT,
        spans={
            "decided_on": span("12/09/2016"),
            "claimant.age": span("48"),
            "case_summary": span("The injured worker is a 48 year old female in pain."),
        },
        case_summary="The worker is 48.",
        determinations=[
            {
                "rationale": RATIONALE,
                "reasons": [{"key": "no_red_flags", **span("No red flags are documented.", RATIONALE)}],
            }
        ],
        original_sha256="ab" * 32,
    )
    OriginalFactory(letter=letter, kind="text")
    original_path("ab" * 32).parent.mkdir(parents=True)
    original_path("ab" * 32).write_text("The original.")
    return f"{live_server.url}{PATH}"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


def test_without_scripts_a_fact_opens_the_text_at_its_place(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#place-decided-on")).not_to_be_visible()
    link = page.get_by_role("link", name="Decided, in the letter: p. 1")
    link.focus()
    link.press("Enter")
    expect(page.locator("#place-decided-on")).to_be_in_viewport()
    context.close()


def test_hover_and_focus_mark_a_place_and_quote_it(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    marked = page.locator(".place.is-touched")
    page.locator(".facts dd", has_text="48 years").hover()
    expect(marked).to_have_text("48")
    expect(page.locator("[data-quote]")).to_contain_text("Age, on page 2")
    expect(page.locator("[data-quote] blockquote")).to_contain_text("The injured worker is a 48 year old")
    page.get_by_role("link", name="Decided, in the letter").focus()
    expect(marked).to_have_text("12/09/2016")
    expect(page.locator("[data-quote] strong")).to_have_text("12/09/2016")
    page.get_by_role("link", name="No red flags").focus()
    expect(marked).to_have_text("No red flags are documented.")


def test_a_place_tells_its_fact_and_keys_lead_there_and_back(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="Age, in the letter").press("Enter")
    bar = page.locator("[data-places-bar]")
    expect(page.locator("#place-claimant-age")).to_be_in_viewport()
    expect(bar).to_contain_text("Age (3 of 3 facts)")
    bar.get_by_role("button", name="Next fact").press("Enter")
    expect(bar).to_contain_text("Decided (1 of 3 facts)")
    expect(page.locator("#place-decided-on")).to_be_in_viewport()
    expect(page.locator("#announcer")).to_contain_text("Decided")
    bar.get_by_role("button", name="Back to the fact").press("Enter")
    expect(page.get_by_role("link", name="Decided, in the letter")).to_be_focused()
    page.locator("#place-claimant-age").click()
    expect(bar).to_contain_text("Age (3 of 3 facts)")
    expect(page.locator("[data-proof].is-chosen")).to_contain_text("48 years")
    page.locator("#place-decided-on").hover()
    expect(page.locator("[data-proof].is-touched")).to_contain_text("9 Dec 2016")


def test_marked_words_are_counted_where_they_are_seen(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}?q=pain")
    said = page.locator("[data-places] [role=status]")
    expect(said).to_have_text("1 place marked")
    page.locator(".own-text summary").click()
    expect(said).to_have_text("2 places marked")
    page.evaluate("window.scrollTo(0, 0)")
    page.get_by_role("button", name="Next marked place").click()
    expect(said).to_have_text("1 of 2 places marked")
    page.get_by_role("button", name="Next marked place").click()
    expect(said).to_have_text("2 of 2 places marked")
    expect(page.locator("mark.is-current")).to_be_in_viewport()
    page.get_by_role("button", name="Next marked place").click()
    expect(said).to_have_text("1 of 2 places marked")
    page.locator(".own-text summary").click()
    expect(said).to_have_text("1 place marked")


def test_the_first_step_goes_on_from_where_the_reader_is(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}?q=pain#place-claimant-age")
    expect(page.locator(".marked-places.is-stepping")).to_be_in_viewport()
    page.get_by_role("button", name="Previous marked place").click()
    expect(page.locator("[data-places] [role=status]")).to_have_text("1 of 2 places marked")


def test_similar_decisions_that_come_in_above_do_not_push_the_focus_away(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.add_init_script(
        "window.fetch = () => new Promise(done => window.answer = html => done(new Response(html)))"
    )
    page.goto(address)
    page.get_by_role("link", name="Age, in the letter").focus()
    expect(page.locator(".similar-place")).to_have_attribute("aria-busy", "true")
    section = f'<section class="similar" id="similar-1">{"<p>A similar decision.</p>" * 100}</section>'
    page.evaluate("html => window.answer(html)", section)
    expect(page.locator("#similar-1")).to_be_attached()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.get_by_role("link", name="Age, in the letter")).to_be_focused()
    assert page.get_by_role("link", name="Age, in the letter").evaluate(
        "link => link.getBoundingClientRect().top >= 0 && link.getBoundingClientRect().bottom <= innerHeight"
    )
    page.close()


def test_citation_and_link_are_copied(context: BrowserContext, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}?q=pain#1")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator("#announcer")).to_have_text("Copied: citation of item 1")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith("Independent Medical Review, Case CM16-0000001, item 1")
    assert copied.endswith("Compensation.")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#announcer")).to_have_text("Copied: link to item 1")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}#1"


@pytest.mark.parametrize(("width", "is_loaded"), [(1280, True), (800, False)])
def test_the_original_is_beside_the_text_where_there_is_room(
    browser: Browser, address: str, width: int, is_loaded: bool
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}?beside=original", wait_until="networkidle")
    if is_loaded:
        expect(page.frame_locator(".original-frame").locator("body")).to_have_text("The original.")
    else:
        expect(page.get_by_role("link", name="Open the original")).to_be_visible()
    assert (f"{address}/original" in asked) is is_loaded
    page.close()
