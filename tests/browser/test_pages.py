"""Each page on each surface: accessible, as wide as its window, usable by keyboard, of this host alone."""

import pytest

from tests.browser import axe
from tests.browser.known import unknown
from tests.browser.looking import sheets_and_scripts, too_wide, unfolded, unreachable
from tests.browser.pages import PAGES
from tests.browser.portal_page import DESKTOP, NARROW, SURFACES, Surface
from tests.browser.visits import Visit
from tests.face.weight import weighed

# The mark has the test database made, which the portal of the module serves.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("checkers")]


def on(*surfaces: Surface) -> pytest.MarkDecorator:
    """Give a test the visits of all pages on these surfaces."""
    visits = [(page, surface) for page in PAGES for surface in surfaces if surface in page.surfaces]
    names = [f"{page.name}, {surface.name}" for page, surface in visits]
    return pytest.mark.parametrize("visit", visits, indirect=True, ids=names, scope="module")


@on(*SURFACES)
def test_page_is_answered_as_meant(visit: Visit) -> None:
    assert (visit.status, visit.page.url) == (visit.wanted.status, visit.address)


@on(*SURFACES)
def test_page_breaks_no_rule_of_accessibility(visit: Visit) -> None:
    assert unknown(visit.wanted.path, axe.violations(visit.page)) == []


@on(*SURFACES)
def test_page_does_not_scroll_sideways(visit: Visit) -> None:
    assert too_wide(visit.page) == []


@on(DESKTOP, NARROW)
def test_tab_reaches_every_control_which_then_is_marked_and_seen(visit: Visit) -> None:
    assert unknown(visit.wanted.path, unreachable(visit.page)) == []


@on(DESKTOP, NARROW)
def test_what_unfolds_is_accessible_and_fits(visit: Visit) -> None:
    for opened in unfolded(visit.page):
        faults = [*unknown(visit.wanted.path, axe.violations(visit.page)), *too_wide(visit.page)]
        assert (opened, faults) == (opened, [])


@on(*SURFACES)
def test_browser_has_nothing_to_complain_of_and_asks_no_other_host(visit: Visit) -> None:
    assert visit.faults == []


@on(DESKTOP)
def test_page_loads_no_sheet_or_script_that_is_not_weighed(visit: Visit) -> None:
    if not visit.wanted.path.startswith("/staff/"):
        loaded = sheets_and_scripts(visit.page)
        assert "css/tokens.css" in loaded
        assert loaded - weighed().keys() == set()
