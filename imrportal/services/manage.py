"""Running the portal's `manage.py` commands."""

import sys
from collections.abc import Mapping

from imrportal.services.console import Console
from imrportal.services.errors import ServiceError
from imrportal.services.folders import PROJECT
from imrportal.services.process import Command, ServiceProcess
from imrportal.services.signals import HEARING_SECONDS


class ManageCommands:
    """`manage.py` in one environment, its lines shown in the console."""

    def __init__(self, environment: Mapping[str, str], console: Console) -> None:
        self._environment = environment
        self._console = console

    def run(self, name: str, *arguments: str, shown: bool = True) -> str:
        """Run a command to its end and return the last lines that it printed, also on the console if `shown`.

        Raises:
            ServiceError: it ended with an error; what it printed says which.
        """
        command = Command(
            name,
            [sys.executable, "manage.py", name, *arguments],
            self._environment,
            PROJECT,
            draws_progress=True,
        )
        process = ServiceProcess(command, self._console.of(name) if shown else None)
        try:
            process.start()
            while (status := process.wait(HEARING_SECONDS)) is None:
                continue
        finally:
            process.stop()
        if status != 0:
            reason = "its lines above say why." if shown else process.last_lines
            raise ServiceError(f"`manage.py {name}` failed (status {status}): {reason}")
        return process.last_lines
