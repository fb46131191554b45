"""The search box's suggestions in a real browser: by keyboard, mouse and touch, out of order, and away."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from search.suggesting.building import build_suggestions
from tests.factories import LetterFactory

MARKUP = "Lumbar <img src=x> brace"


@pytest.fixture
def portal(live_server: LiveServer, make_searchable: Callable[[], None]) -> str:
    """The portal's address, with suggestions of treatments that begin alike."""
    treatments = ["Lumbar epidural steroid injection"] * 5 + ["Lumbar brace"] * 2 + ["Lumber yard", MARKUP]
    LetterFactory(determinations=[{"treatment": treatment} for treatment in treatments])
    make_searchable()
    build_suggestions()
    return str(live_server.url)


@pytest.fixture
def box(page: Page, portal: str) -> Locator:
    page.goto(portal)
    found = page.get_by_role("combobox", name="Words in the letters")
    expect(found).to_have_attribute("aria-expanded", "false")
    return found


@pytest.fixture
def phone(browser: Browser, portal: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def held_back(page: Page, word: str) -> list[Route]:
    """Answers to questions for `word` wait in the list until the test lets them go."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(re.compile(rf"/suggest\?q={word}$"), hold)
    return waiting


def test_typing_shows_what_is_meant_with_kind_and_count_and_says_how_many(page: Page, box: Locator) -> None:
    box.press_sequentially("lum")
    expect(options(page)).to_have_count(4)
    expect(options(page).first).to_have_text("Lumbar epidural steroid injection treatment · 5 decisions")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("search").get_by_role("status")).to_contain_text("4 suggestions")
    # Words of letters are text, whatever they hold.
    assert page.get_by_role("listbox").locator("img").count() == 0
    box.fill("")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")


def test_arrow_keys_go_through_the_list_and_enter_chooses(page: Page, box: Locator) -> None:
    box.press_sequentially("lum")
    expect(options(page)).to_have_count(4)
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = options(page).nth(1)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    expect(box).to_be_focused()
    box.press("Home")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    box.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"q=treatment%3A"))
    expect(page.get_by_label("Words in the letters")).to_have_value(
        "treatment:(lumbar epidural steroid injection)"
    )
    expect(page.locator("main")).to_contain_text("5 decisions")


def test_enter_without_a_choice_searches_for_what_was_typed(page: Page, box: Locator) -> None:
    box.press_sequentially("lumbar")
    expect(options(page).first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q=lumbar(&|$)"))


def test_escape_closes_the_list_and_keeps_the_words(page: Page, box: Locator) -> None:
    box.press_sequentially("lum")
    expect(options(page).first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("lum")
    box.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    box.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_a_click_chooses(page: Page, box: Locator) -> None:
    box.press_sequentially("lumb br")
    options(page).filter(has_text="Lumbar brace").first.click()
    expect(page.get_by_label("Words in the letters")).to_have_value("treatment:(lumbar brace)")


def test_a_late_answer_to_what_was_typed_before_is_ignored(page: Page, box: Locator) -> None:
    waiting = held_back(page, "lumbar")
    with page.expect_request(re.compile(r"/suggest\?q=lumbar$")):
        box.press_sequentially("lumbar")
    box.press_sequentially(" e")
    expect(options(page)).to_have_count(1)
    for route in waiting:
        route.fulfill(json={"suggestions": [{"text": "late", "kind_label": "x", "count": 1, "address": "/"}]})
    # By the time of another answer the late one has come.
    page.evaluate("fetch('/health').then((response) => response.text())")
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_contain_text("Lumbar epidural")


def test_where_the_portal_cannot_suggest_the_box_just_searches(page: Page, box: Locator) -> None:
    answer = '{"status": 200, "suggestions": null}'
    page.route("**/suggest?*", lambda route: route.fulfill(status=200, body=answer))
    with page.expect_response("**/suggest?*"):
        box.press_sequentially("lumbar")
    expect(page.get_by_role("listbox")).to_have_count(0)
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q=lumbar(&|$)"))


def test_on_a_phone_targets_are_large_and_the_list_stays_on_the_page(phone: Page, portal: str) -> None:
    phone.goto(portal)
    phone.get_by_role("combobox").press_sequentially("lum")
    expect(options(phone)).to_have_count(4)
    for option in options(phone).all():
        place = option.bounding_box()
        assert place is not None
        assert place["height"] >= 44
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 360
    options(phone).first.tap()
    expect(phone).to_have_url(re.compile(r"q=treatment%3A"))


def test_without_script_the_box_is_a_plain_form(browser: Browser, portal: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal)
    page.get_by_role("searchbox").fill("lumbar brace")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=lumbar\+brace"))
    expect(page.get_by_role("link", name="Lumbar brace").first).to_be_visible()
    context.close()
