"""The browser that the tests drive: Chromium as the system packages it."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from imrportal.services import apt
from imrportal.services.errors import ServiceError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ADVICE = "install Chromium, or give the path of a Chromium or Chrome as CHROMIUM."


def find_browser(environ: Mapping[str, str]) -> Path | None:
    """The browser that CHROMIUM names, or one in PATH; None where there is none.

    Raises:
        ServiceError: CHROMIUM names no program.
    """
    wanted = environ.get("CHROMIUM")
    if wanted:
        if not os.access(wanted, os.X_OK):
            raise ServiceError(f"CHROMIUM={wanted} is not a program: {_ADVICE}")
        return Path(wanted)
    for name in _NAMES:
        found = shutil.which(name, path=environ.get("PATH"))
        if found is not None:
            return Path(found)
    return None


def obtain_browser(environ: Mapping[str, str], say: Callable[[str], None]) -> Path:
    """Find a browser, or have apt-get install one where the caller may do that.

    Raises:
        ServiceError: there is none, and none can be installed from here.
    """
    browser = find_browser(environ)
    if browser is not None:
        return browser
    if not apt.may_install(environ):
        raise ServiceError(f"The tests need a browser: {_ADVICE}")
    say("Installing Chromium for the tests with apt-get…")
    apt.install("chromium", environ, _ADVICE)
    browser = find_browser(environ)
    if browser is None:
        raise ServiceError(f"apt-get installed no browser that can be found: {_ADVICE}")
    return browser
