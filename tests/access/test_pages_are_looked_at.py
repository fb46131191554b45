"""Whatever answers with a page of HTML is held to the checkers of tests/browser/."""

from typing import Final
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.access.routes import told
from tests.access.table import PAGE, Line, read_table
from tests.access.visitors import Visitors
from tests.browser.pages import PAGES
from tests.portal_people import MAKERS

ANY: Final = dict.fromkeys(MAKERS, "1")
LOOKED_AT: Final = {told(resolve(urlsplit(page.path).path.format_map(ANY)).route) or "/" for page in PAGES}
# Pages of HTML that are no page of their own, with the reason why the checkers do not look at them.
NO_PAGE: Final = {
    "staff/search/batch/<int:batch_id>/progress/": "a part of the batch's page",
    "staff/search/outgoingmail/folder/<str:name>/html": "a mail, as its writer made it",
    "staff/password_change/done/": "Django's own, where nothing leads",
}
LINES: Final = [line for line in read_table(PAGE.read_text()) if line.method == "GET"]

pytestmark = pytest.mark.django_db


def is_page(visitors: Visitors, line: Line) -> bool:
    return any(
        answer == "200" and visitors.media_type(visitor, line) == "text/html"
        for visitor, answer in line.answers.items()
    )


@pytest.mark.parametrize("line", LINES, ids=str)
def test_page_is_held_to_the_checkers(line: Line, visitors: Visitors) -> None:
    [route] = line.routes
    if route not in LOOKED_AT and route not in NO_PAGE:
        assert not is_page(visitors, line), "a line in tests/browser/pages.py is missing"


def test_what_is_not_looked_at_is_there() -> None:
    assert set(NO_PAGE) <= {route for line in LINES for route in line.routes}
