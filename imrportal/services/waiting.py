"""Waiting for a started program to answer."""

import time
from collections.abc import Callable

from imrportal.services.errors import ServiceError
from imrportal.services.process import ServiceProcess

PAUSE_SECONDS = 0.2


def wait_until(ready: Callable[[], bool], process: ServiceProcess, seconds: float) -> None:
    """Ask `ready` again and again until it says yes.

    Raises:
        ServiceError: the program ended or the time is over; the message quotes its last lines.
    """
    name = process.command.name
    deadline = time.monotonic() + seconds
    while not ready():
        if not process.running:
            process.wait(1)
            raise ServiceError(f"{name} ended while it was starting. {_last_words(process)}")
        if time.monotonic() > deadline:
            raise ServiceError(f"{name} did not answer within {seconds:.0f} s. {_last_words(process)}")
        time.sleep(PAUSE_SECONDS)


def _last_words(process: ServiceProcess) -> str:
    return (
        "Its last lines say why; docs/running.md lists the usual reasons:\n"
        f"{process.last_lines or '(it printed nothing)'}"
    )
