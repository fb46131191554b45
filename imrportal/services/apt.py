"""Programs of the system that the tests need: installed with apt-get where the caller may do that."""

import os
import shutil
import subprocess
from collections.abc import Mapping

from imrportal.services.errors import ServiceError

INSTALL_SECONDS = 900


def may_install(environ: Mapping[str, str]) -> bool:
    """Whether the caller is root on a system with apt-get."""
    return os.geteuid() == 0 and shutil.which("apt-get", path=environ.get("PATH")) is not None


def install(package: str, environ: Mapping[str, str], advice: str) -> None:
    """Install a package of the system.

    Raises:
        ServiceError: apt-get failed; the message ends with the advice and what apt-get said.
    """
    environment = {**environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", package]):
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
            raise ServiceError(f"apt-get {arguments[0]} failed; {advice}\n{error.stderr}") from error
        except subprocess.TimeoutExpired as error:
            raise ServiceError(f"apt-get {arguments[0]} takes too long; {advice}") from error
