"""Filters, order and pages change in place: address, focus, history and what is read out stay right."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.conftest import no_engine
from tests.factories import LetterFactory

DRUG = {"category": "Pharmaceuticals", "subcategory": "Opioids", "drugs": ["hydrocodone"]}


@pytest.fixture
def portal(
    transactional_db: None, make_searchable: Callable[[], None], live_server: LiveServer, page: Page
) -> str:
    """A portal with 12 decisions in 9 letters; `page` has its start page open."""
    for _ in range(3):
        LetterFactory(determinations=[{}, {"treatment": "Norco", "outcome": "overturned", **DRUG}])
    for number in range(6):
        LetterFactory(reviewer_specialties=[f"Specialty {number}"], claimant_sex="female")
    make_searchable()
    page.goto(f"{live_server.url}/?q=necessary")
    page.evaluate("window.isSamePage = true")
    return str(live_server.url)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def is_same_page(page: Page) -> bool:
    return bool(page.evaluate("window.isSamePage === true"))


def test_a_value_is_chosen_in_place_and_back_undoes_it(portal: str, page: Page) -> None:
    count, announcer = page.locator("#count"), page.locator("#announcer")
    expect(count).to_have_text("12 decisions in 9 letters")
    page.locator("[id='outcome=overturned']").click()
    expect(count).to_have_text("3 decisions in 3 letters")
    expect(page).to_have_url(f"{portal}/?q=necessary&outcome=overturned")
    expect(page).to_have_title(re.compile("necessary: 3 decisions"))
    expect(announcer).to_have_text("3 decisions in 3 letters")
    assert focused(page) == "outcome=overturned"
    assert page.locator("input[form=search][name=outcome]").get_attribute("value") == "overturned"
    assert is_same_page(page)

    page.go_back()
    expect(count).to_have_text("12 decisions in 9 letters")
    expect(page).to_have_url(f"{portal}/?q=necessary")
    expect(page).to_have_title(re.compile("necessary: 12 decisions"))
    expect(page.locator("input[form=search][name=outcome]")).to_have_count(0)
    page.go_forward()
    expect(count).to_have_text("3 decisions in 3 letters")
    page.reload()
    expect(count).to_have_text("3 decisions in 3 letters")


def test_a_value_left_out_keeps_the_focus_on_it_and_its_branch_open(portal: str, page: Page) -> None:
    page.get_by_text("Parts of Pharmaceuticals").locator("..").click()
    value = page.locator(".value").filter(has=page.get_by_text("Opioids", exact=True)).last
    value.hover()
    value.get_by_role("link", name="Leave out Opioids").click()
    expect(page.locator("#count")).to_have_text("9 decisions in 9 letters")
    assert focused(page) == "category=Pharmaceuticals%3EOpioids"
    expect(page.get_by_role("link", name="Remove filter: not Opioids")).to_be_visible()
    page.get_by_role("link", name="Remove filter: not Opioids").click()
    expect(page.locator("#count")).to_have_text("12 decisions in 9 letters")
    expect(page.get_by_text("Opioids", exact=True)).to_be_visible()
    assert is_same_page(page)


def test_order_and_pages_bring_the_focus_to_the_count(portal: str, page: Page) -> None:
    page.get_by_role("link", name="Oldest").click()
    expect(page).to_have_url(f"{portal}/?q=necessary&sort=oldest")
    assert focused(page) == "count"
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(f"{portal}/?q=necessary&sort=oldest&page=2")
    expect(page.locator("#count")).to_be_in_viewport()
    assert focused(page) == "count"
    assert is_same_page(page)


def test_the_keyboard_alone_narrows_the_result(portal: str, page: Page) -> None:
    page.locator("[id='outcome=upheld']").focus()
    page.keyboard.press("Tab")
    assert focused(page) == "not_outcome=upheld"
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("3 decisions in 3 letters")
    assert focused(page) == "outcome=upheld"
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("12 decisions in 9 letters")
    page.locator("#fold-sex > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "sex=female"
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("6 decisions in 6 letters")
    assert focused(page) == "sex=female"
    page.locator(".bar:not([tabindex])").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("decided_from=2016-12&decided_to=2016-12"))
    assert is_same_page(page)


def test_dates_are_applied_in_place(portal: str, page: Page) -> None:
    page.get_by_label("From").fill("2017-01")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#count")).to_have_text("0 decisions")
    expect(page.get_by_role("link", name="Remove filter Decided: from Jan 2017")).to_be_visible()
    assert is_same_page(page)


def test_what_goes_wrong_is_shown_in_place(portal: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{portal}/?q=necessary")
    page.evaluate("window.isSamePage = true")
    page.get_by_label("From").evaluate("field => { field.type = 'text'; field.value = 'next week'; }")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This search needs a change")
    expect(page).to_have_url(re.compile("decided_from=next"))
    assert focused(page) == "main"
    page.go_back()
    expect(page.locator("#count")).to_have_text("12 decisions in 9 letters")
    with no_engine():
        page.locator("[id='outcome=upheld']").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Search is resting")
    assert is_same_page(page)
    page.get_by_role("link", name="try it again").click()
    expect(page.locator("#count")).to_have_text("9 decisions in 9 letters")
    context.close()


def test_all_values_of_a_filter_are_found_while_typing(portal: str, page: Page) -> None:
    page.goto(f"{portal}/facet/specialty?q=necessary")
    expect(page.locator("#values-title")).to_have_text("7 values")
    page.get_by_label("Values that hold").press_sequentially("ty 4")
    expect(page.locator("#values-title")).to_have_text("1 value with “ty 4”")
    expect(page.locator("#announcer")).to_have_text("1 value with “ty 4”")
    expect(page).to_have_url(f"{portal}/facet/specialty?q=necessary&contains=ty%204")
    page.get_by_role("link", name="Specialty 4", exact=False).first.click()
    expect(page.locator("#count")).to_have_text("1 decision in 1 letter")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_on_a_phone_the_filters_stay_open_while_values_are_chosen(portal: str, phone: Page) -> None:
    phone.goto(f"{portal}/?q=necessary")
    phone.get_by_role("button", name="Filter").tap()
    phone.locator("[id='outcome=overturned']").tap()
    done = phone.get_by_role("button", name="Show 3 decisions")
    expect(done).to_be_visible()
    done.tap()
    expect(done).to_be_hidden()
    expect(phone.get_by_role("button", name="Filter (1)")).to_be_visible()
    expect(phone.locator("#count")).to_have_text("3 decisions in 3 letters")


def test_on_a_phone_the_order_is_behind_a_button(portal: str, phone: Page) -> None:
    phone.goto(f"{portal}/?q=necessary")
    expect(phone.get_by_role("link", name="Newest")).to_be_hidden()
    phone.get_by_role("button", name="Order and show").tap()
    phone.get_by_role("link", name="Newest").tap()
    expect(phone).to_have_url(re.compile("sort=newest"))
    expect(phone.locator("#count")).to_be_focused()
    expect(phone.locator("#views")).to_be_hidden()


def test_without_a_script_every_control_works(portal: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    plain = context.new_page()
    plain.goto(f"{portal}/?q=necessary")
    plain.get_by_role("link", name="Leave out Denial upheld").click(force=True)
    expect(plain.locator("#count")).to_have_text("3 decisions in 3 letters")
    plain.get_by_label("From").fill("2016-12")
    plain.get_by_role("button", name="Apply").click()
    expect(plain).to_have_url(re.compile("not_outcome=upheld.*decided_from=2016-12"))
    plain.get_by_role("link", name="Clear all").click()
    expect(plain.locator("#count")).to_have_text("12 decisions in 9 letters")
    context.close()
