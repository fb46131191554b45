"""The browser that the tests drive: Chromium as the system packages it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from imrportal.services.errors import ServiceError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_SECONDS = 900
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
    if os.geteuid() != 0 or shutil.which("apt-get", path=environ.get("PATH")) is None:
        raise ServiceError(f"The tests need a browser: {_ADVICE}")
    say("Installing Chromium for the tests with apt-get…")
    _install(environ)
    browser = find_browser(environ)
    if browser is None:
        raise ServiceError(f"apt-get installed no browser that can be found: {_ADVICE}")
    return browser


def _install(environ: Mapping[str, str]) -> None:
    environment = {**environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        try:
            subprocess.run(
                ["apt-get", "-qq", *arguments],  # noqa: S607 - whichever apt-get the system has
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=INSTALL_SECONDS,
                check=True,
            )
        except subprocess.CalledProcessError as error:
            raise ServiceError(f"apt-get {arguments[0]} failed; {_ADVICE}\n{error.stderr}") from error
        except subprocess.TimeoutExpired as error:
            raise ServiceError(f"apt-get {arguments[0]} takes too long; {_ADVICE}") from error
