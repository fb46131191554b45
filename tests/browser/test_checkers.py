"""The checks find what is planted: a check that cannot fail says nothing of the pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe, vnu
from tests.browser.looking import too_wide, unfolded, unreachable

pytestmark = pytest.mark.usefixtures("checkers")
WITHOUT_FAULT = """<!doctype html><html lang="en"><head><title>A page</title>
<style>button, summary, input {{ min-height: 30px; }}</style></head>
<body><main><h1>A page</h1><p><a href="#there">There</a></p><p id="there">Here</p>{}</main></body></html>"""
UNLABELLED = '<input name="q">'


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_page_without_a_fault_passes(opened: Page) -> None:
    opened.set_content(WITHOUT_FAULT.format(""))
    assert axe.violations(opened) + too_wide(opened) + list(unfolded(opened)) + unreachable(opened) == []


def test_breach_of_accessibility_is_told_with_rule_help_and_place(opened: Page) -> None:
    opened.set_content(WITHOUT_FAULT.format(UNLABELLED))
    [violation] = axe.violations(opened)
    assert violation.startswith("label (critical): Form elements must have labels, at input")


def test_breach_in_what_is_folded_away_is_found_when_it_unfolds(opened: Page) -> None:
    opened.set_content(
        WITHOUT_FAULT.format(
            f"<details><summary>More</summary>{UNLABELLED}</details>"
            f'<button popovertarget="shown">Filter</button><div id="shown" popover>{UNLABELLED}</div>'
        )
    )
    assert axe.violations(opened) == []
    found = [(name, len(axe.violations(opened))) for name in unfolded(opened)]
    assert found == [("details", 1), ("Filter", 2)]


def test_what_is_too_wide_is_named(opened: Page) -> None:
    opened.set_content(WITHOUT_FAULT.format('<p id="wide" style="width: 400px">Wide</p>'))
    assert [element.startswith('<p id="wide"') for element in too_wide(opened)] == [True]


@pytest.mark.parametrize(
    ("control", "fault"),
    [
        ('<button style="outline: none">Pale</button>', "with focus, not marked: <button"),
        ('<button style="position: absolute; left: -999px">Away</button>', "with focus, not seen: <button"),
        (
            '<button onkeydown="event.preventDefault()">Trap</button><button>Behind</button>',
            "never reached: <button>Behind</button>",
        ),
        ('<button onfocus="this.blur()">Shy</button>', "the focus is lost before <button"),
    ],
)
def test_control_that_the_keyboard_cannot_use_is_named(opened: Page, control: str, fault: str) -> None:
    opened.set_content(WITHOUT_FAULT.format(control))
    assert unreachable(opened)[0].startswith(fault)


def test_invalid_html_is_an_error_and_doubtful_html_a_warning(tmp_path: Path) -> None:
    found = vnu.check(
        {
            "valid": WITHOUT_FAULT.format(""),
            "invalid": WITHOUT_FAULT.format("<p><div></p>"),
            "doubtful": WITHOUT_FAULT.format("<section>No heading</section>"),
        },
        tmp_path,
    )
    assert found["valid"] == vnu.Findings()
    assert "“p” end tag" in " ".join(found["invalid"].errors)
    assert found["doubtful"].errors == []
    assert "heading" in " ".join(found["doubtful"].warnings)
