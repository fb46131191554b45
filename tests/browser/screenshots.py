"""`make screenshots`: a picture of every page and state, phone to desktop, light and dark, to look at.

pytest takes this module only where it is named. The pictures are in var/screenshots/, with an index.html to
leaf through; pictures of an earlier run stay until theirs are made anew, so that `-k` renews some.
"""

from collections.abc import Iterator
from typing import Final, Literal

import pytest
from playwright.sync_api import Page

from tests.browser.leafing import FOLDER, Picture, write_index
from tests.browser.pages import PAGES
from tests.browser.portal_page import Surface
from tests.browser.visits import Visit

# The mark has the test database made, which the portal of the module serves.
pytestmark = pytest.mark.django_db

PHONE: Final = Surface(
    "phone", {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
)
WIDE: Final = Surface("wide", {"viewport": {"width": 1440, "height": 900}})
_WIDTHS: Final = {PHONE: (360,), WIDE: (768, 1440)}
_HEIGHT_AT_MOST: Final = 3000
_SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


@pytest.fixture(scope="module", autouse=True)
def leafed_through() -> Iterator[None]:
    """The folder, and in the end the page that shows what is in it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    yield
    write_index(dict.fromkeys(page.name for page in PAGES))


@pytest.mark.parametrize(
    "visit",
    [(page, surface) for page in PAGES for surface in _WIDTHS],
    indirect=True,
    ids=[f"{page.name}, {surface.name}" for page in PAGES for surface in _WIDTHS],
    scope="module",
)
def test_page_has_its_pictures_taken(visit: Visit) -> None:
    touched = visit.page.evaluate("matchMedia('(pointer: coarse)').matches")
    for width in _WIDTHS[PHONE if touched else WIDE]:
        visit.page.set_viewport_size({"width": width, "height": 900})
        for scheme in _SCHEMES:
            visit.page.emulate_media(color_scheme=scheme)
            _take(visit.page, Picture(visit.wanted.name, width, scheme))
    assert visit.status == visit.wanted.status, "it shows another page than meant"


def _take(page: Page, picture: Picture) -> None:
    """Of pages without end, the beginning."""
    height = page.evaluate("document.documentElement.scrollHeight")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.screenshot(
        path=picture.path,
        full_page=True,
        clip={"x": 0, "y": 0, "width": width, "height": min(height, _HEIGHT_AT_MOST)},
    )
