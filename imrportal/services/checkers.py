"""The checkers that pages are held to, axe-core, vnu and Lighthouse: npm packages, as locked."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from imrportal.services import apt
from imrportal.services.errors import ServiceError
from imrportal.services.folders import PROJECT, one_at_a_time

FOLDER = PROJECT / "tests" / "browser"
INSTALL_SECONDS = 300
_ADVICE = "install Node.js 18 or newer with its npm."


def checkers_are_installed(folder: Path = FOLDER) -> bool:
    """Whether the packages beside package-lock.json are those that it names now."""
    installed = _record(folder)
    return installed.exists() and installed.read_bytes() == _lock_file(folder).read_bytes()


def obtain_checkers(
    cache: Path,
    environ: Mapping[str, str],
    say: Callable[[str], None],
    folder: Path = FOLDER,
    what: str = "axe-core and the HTML checker",
) -> None:
    """Install the packages that the folder's package-lock.json names, where they are not there yet.

    Root on a Debian gets npm itself installed too.

    Args:
        cache: the folder of downloads, whose lock keeps two runs from installing at once.
        environ: the environment for npm.
        say: called with each step that takes a while.
        folder: holds package.json and its lock file.
        what: what is installed, in words.

    Raises:
        ServiceError: there is no npm, or it could not install them.
    """
    with one_at_a_time(cache):
        if not checkers_are_installed(folder):
            npm = _obtain_npm(environ, say)
            say(f"Installing {what} for the tests with npm…")
            _install(npm, folder, environ)
            shutil.copyfile(_lock_file(folder), _record(folder))


def _lock_file(folder: Path) -> Path:
    return folder / "package-lock.json"


def _record(folder: Path) -> Path:
    """A copy of the lock file that was installed; npm deletes it with the rest when it starts anew."""
    return folder / "node_modules" / ".installed-package-lock.json"


def _obtain_npm(environ: Mapping[str, str], say: Callable[[str], None]) -> str:
    npm = shutil.which("npm", path=environ.get("PATH"))
    if npm is None and apt.may_install(environ):
        say("Installing npm for the tests with apt-get…")
        apt.install("npm", environ, _ADVICE)
        npm = shutil.which("npm", path=environ.get("PATH"))
    if npm is None:
        raise ServiceError(f"The tests need npm: {_ADVICE}")
    return npm


def _install(npm: str, folder: Path, environ: Mapping[str, str]) -> None:
    try:
        subprocess.run(
            # Their own scripts are not needed: vnu's would download a Java.
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=INSTALL_SECONDS,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise ServiceError(
            "npm could not install the checkers of pages: check the network and npm's settings, then start"
            f" again. It said:\n{error.stderr.strip()[-2000:]}"
        ) from error
    except subprocess.TimeoutExpired as error:
        raise ServiceError(
            f"npm did not install the checkers of pages within {INSTALL_SECONDS} s: check the network and"
            " npm's settings, then start again."
        ) from error
