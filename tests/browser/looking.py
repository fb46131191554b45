"""What can be told of an open page by looking and by pressing keys: what does not fit, what Tab reaches."""

from collections.abc import Iterator
from typing import Final

from playwright.sync_api import Page, expect

_TOO_WIDE: Final = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .map(element => element.outerHTML.slice(0, 120))"""

_OPEN_DETAILS: Final = """() => {
  const closed = [...document.querySelectorAll("details:not([open])")];
  const seen = closed.filter(details => details.checkVisibility()).length;
  closed.forEach(details => details.open = true);
  return seen;
}"""

# What comes in later is brought in first: it would take the place of a control that is listed.
_BRING_IN: Final = """() => {
  for (const place of document.querySelectorAll("[data-similar]")) {
    if (place.checkVisibility()) place.scrollIntoView();
  }
}"""
_COMING_IN: Final = "[data-similar]:visible:not(:has(> section))"

# Of radio buttons Tab reaches the chosen one.
_LIST_CONTROLS: Final = """() => {
  const inputs = "input:not([type=hidden], [type=radio]:not(:checked)), select, textarea";
  window.controls = [...document.querySelectorAll(`a[href], button, ${inputs}, summary, [tabindex]`)]
    .filter(control => control.tabIndex >= 0 && !control.disabled && !control.closest("[inert]")
      && control.checkVisibility({visibilityProperty: true}));
  document.body.tabIndex = -1; // from here Tab goes to the first control, wherever the focus was before
  document.body.focus();
  document.body.removeAttribute("tabindex");
  return window.controls.map(control => control.outerHTML.slice(0, 120));
}"""

# Covered is what shows something else at the middle of its first line.
_DESCRIBE_FOCUS: Final = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  const box = focused.getClientRects()[0];
  const at = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    number: window.controls.indexOf(focused),
    lost: focused === document.body,
    marked: outlined || style.boxShadow !== "none",
    seen: Boolean(at) && (focused.contains(at) || at.contains(focused)),
  };
}"""

_LOADED: Final = """() => performance.getEntriesByType("resource")
  .map(entry => new URL(entry.name).pathname).filter(path => /\\.(css|m?js)$/.test(path))"""


def sheets_and_scripts(page: Page) -> set[str]:
    """The style sheets and scripts that the page has loaded, by their names below /static/."""
    return {path.removeprefix("/static/") for path in page.evaluate(_LOADED)}


def too_wide(page: Page) -> list[str]:
    """The start of each element that makes the page scroll sideways; nothing where it does not."""
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


def unfolded(page: Page) -> Iterator[str]:
    """Open what is folded away: all details together, then one thing after the other that a button shows.

    Yields what is open, in words, each time that something more is to be seen.
    """
    if page.evaluate(_OPEN_DETAILS):
        yield "details"
    for button in page.locator("[popovertarget]:visible").all():
        name = button.inner_text()
        button.click()
        yield name
        page.keyboard.press("Escape")


def unreachable(page: Page) -> list[str]:
    """Press Tab through the page; what is wrong with each control on the way, in words.

    A control is at fault where Tab does not reach it, or where it then is not marked or not seen; so is
    a place where the focus gets lost.
    """
    page.evaluate(_BRING_IN)
    expect(page.locator(_COMING_IN)).to_have_count(0)
    controls: list[str] = page.evaluate(_LIST_CONTROLS)
    left, faults = set(range(len(controls))), []
    for _ in range(2 * len(controls) + 10):
        if not left:
            break
        page.keyboard.press("Tab")
        focus = page.evaluate(_DESCRIBE_FOCUS)
        if focus["lost"]:
            faults.append(f"the focus is lost before {controls[min(left)]}")
        elif focus["number"] in left:
            left.remove(focus["number"])
            faults += [
                f"with focus, not {what}: {controls[focus['number']]}"
                for what in ("marked", "seen")
                if not focus[what]
            ]
    return faults + [f"never reached: {controls[number]}" for number in sorted(left)]
