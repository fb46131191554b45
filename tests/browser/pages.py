"""The pages that are held to the checks, and what they are looked at with. A new page is one line here."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, Final
from unittest.mock import patch

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import override_settings

from tests.browser.letters import SEVERAL_ITEMS, UNREAD
from tests.conftest import no_engine
from tests.portal_people import Who

State = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What a page is looked at with.

    Attributes:
        name: its name in the tests' names.
        context: Playwright's options of a browser context.
        scripts: whether the page's scripts run. Where they do not, they arrive empty: a browser that has
            scripts switched off does not run the checkers either.
    """

    name: str
    context: dict[str, Any]
    scripts: bool = True

    def __str__(self) -> str:
        return self.name


DESKTOP: Final = Surface("desktop", {"viewport": {"width": 1280, "height": 900}})
NARROW: Final = Surface("360 px dark", {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"})
# What zooming a window of 1280 pixels to 200 % leaves of it.
ZOOMED: Final = Surface("200 %", {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2})
NO_SCRIPTS: Final = Surface("no scripts", DESKTOP.context, scripts=False)
SURFACES: Final = (DESKTOP, NARROW, ZOOMED, NO_SCRIPTS)
BRIEFLY: Final = (DESKTOP, NARROW)


@dataclass(frozen=True, slots=True)
class PortalPage:
    """A page in one state of the portal.

    Attributes:
        name: the page's name in the tests' names.
        path: its path and query string; a row stands in it by its name in `tests.portal_people.MAKERS`,
            as in "/saved/{saved}/open".
        status: the status that it is answered with.
        state: makes a context manager that brings the portal into the state and back.
        surfaces: what it is looked at with; BRIEFLY will do for what differs little from another page.
        who: who looks at it.
    """

    name: str
    path: str
    status: int = 200
    state: State = nullcontext
    surfaces: tuple[Surface, ...] = SURFACES
    who: Who = "stranger"

    def __str__(self) -> str:
        return self.name


def search_raises(error: Exception) -> State:
    """The search fails in this way."""
    return lambda: patch("search.views.find", side_effect=error)


def with_environment(**values: Any) -> State:
    """The portal is set up with these values."""
    return lambda: override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, **values))


NO_RATE: Final = with_environment(export_rate="")
SMALL_EXPORTS: Final = with_environment(export_rate="", export_limit=1)
NO_EXPORTS: Final = with_environment(export_rate="0/minute")

PAGES: Final = (
    PortalPage("start", "/"),
    PortalPage("results", "/?q=pain"),
    PortalPage("filtered results", "/?q=pain&outcome=upheld&sort=newest"),
    PortalPage("last page of results", "/?q=&page=2&page_size=25", surfaces=BRIEFLY),
    PortalPage("nothing found", "/?q=xyzzyx+plughplugh"),
    PortalPage("nothing left by filters", "/?q=pain&specialty=Astrology", surfaces=BRIEFLY),
    PortalPage("mistake", "/?q=%22pain", 400),
    PortalPage("behind the last page", "/?q=pain&page=900", 404, surfaces=BRIEFLY),
    PortalPage("letter", f"/letters/{SEVERAL_ITEMS}", surfaces=BRIEFLY),
    PortalPage("letter with words marked", f"/letters/{SEVERAL_ITEMS}?q=radiculopathy"),
    PortalPage("unread letter", f"/letters/{UNREAD}?q=xyzzyx", surfaces=BRIEFLY),
    PortalPage("no such letter", "/letters/CM00-0000000", 404),
    PortalPage("values of a facet", "/facet/specialty?q=pain"),
    PortalPage("parts of a facet's values", "/facet/category?contains=opio", surfaces=BRIEFLY),
    PortalPage("facet without such a value", "/facet/category?contains=xyzzyx", surfaces=BRIEFLY),
    PortalPage("letters", "/?q=pain&show=letters"),
    PortalPage("nearest decisions", "/?q=lumbar+epidural+zebra&sort=oldest", surfaces=BRIEFLY),
    PortalPage(
        "values chosen and left out",
        "/?category=Pharmaceuticals>Opioids&not_outcome=overturned&not_region=neck&decided_to=2030-12&sex=female",
    ),
    PortalPage("words as typed", "/?q=neurontin&literal=1", surfaces=BRIEFLY),
    PortalPage("no letter with this case number", "/?q=CM00-0000000", surfaces=BRIEFLY),
    PortalPage("help", "/help"),
    PortalPage("API", "/api/v1/docs"),
    PortalPage("mistake in an export", "/export.csv?q=%22pain", 400, NO_RATE, BRIEFLY),
    PortalPage("too large an export", "/export.csv?q=pain", 403, SMALL_EXPORTS, BRIEFLY),
    PortalPage("too many exports", "/export.csv?q=pain", 429, NO_EXPORTS, BRIEFLY),
    PortalPage("engine away", "/?q=pain", 503, no_engine),
    PortalPage("broken request", "/?q=pain", 400, search_raises(SuspiciousOperation()), surfaces=BRIEFLY),
    PortalPage("not allowed", "/?q=pain", 403, search_raises(PermissionDenied()), surfaces=BRIEFLY),
    PortalPage("portal's own fault", "/?q=pain", 500, search_raises(RuntimeError("on purpose"))),
    PortalPage("saved searches", "/saved/", who="reader"),
    PortalPage("case list", "/cases/", who="reader"),
    PortalPage("staff's start", "/staff/", who="administrator", surfaces=BRIEFLY),
    PortalPage("staff's letters", "/staff/search/letter/", who="curator", surfaces=BRIEFLY),
    PortalPage("staff's letter", "/staff/search/letter/{letter_id}/change/", who="curator", surfaces=BRIEFLY),
    PortalPage(
        "letter in quarantine, to staff",
        "/staff/search/letter/{quarantined_id}/change/",
        who="curator",
        surfaces=BRIEFLY,
    ),
    PortalPage("staff's batches", "/staff/search/batch/", who="curator", surfaces=BRIEFLY),
    PortalPage("batch", "/staff/search/batch/{batch}/change/", who="curator", surfaces=BRIEFLY),
    PortalPage("upload", "/staff/search/batch/add/", who="curator", surfaces=BRIEFLY),
)
