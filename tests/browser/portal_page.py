"""What a page of the portal is to the checks: its address, who looks at it, with what, and in which state."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, Final
from unittest.mock import patch

from django.conf import settings
from django.test import override_settings

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
