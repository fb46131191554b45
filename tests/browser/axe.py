"""axe-core's rules, run inside an open page."""

from functools import cache
from typing import Any, Final

from playwright.sync_api import Page

from imrportal.services.checkers import FOLDER

TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
_RUN: Final = """tags => axe.run(document, {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
})"""


def violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA or a best practice: rule, what it asks for, and where, in a line each."""
    if not page.evaluate("() => 'axe' in window"):
        # Evaluated by the debugger, which the page's content policy does not bind.
        page.evaluate(_source())
    found = page.evaluate(_RUN, list(TAGS))
    return [_in_words(rule, node) for rule in found["violations"] for node in rule["nodes"]]


@cache
def _source() -> str:
    return (FOLDER / "node_modules" / "axe-core" / "axe.min.js").read_text()


def _in_words(rule: dict[str, Any], node: dict[str, Any]) -> str:
    target = " ".join(map(str, node["target"]))
    why = " ".join(node["failureSummary"].split())
    return f"{rule['id']} ({rule['impact']}): {rule['help']}, at {target} — {why} {rule['helpUrl']}"
