"""Processes that are started together, started again when one dies, and stopped together."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from imrportal.services.keeper import Keeper
from imrportal.services.process import ServiceProcess, stop_all
from imrportal.services.signals import undisturbed


class Supervisor:
    """A `with` block that ends with everything stopped that was started in it."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._stopping = threading.Event()
        self._processes: list[ServiceProcess] = []
        self._keepers: list[Keeper] = []

    def start(self, process: ServiceProcess) -> None:
        """Start the process; call this in the main thread, whose end counts as the parent's end."""
        self._processes.append(process)
        process.start()

    def keep(
        self, process: ServiceProcess, meanwhile: str = "", wait: Callable[[], None] | None = None
    ) -> None:
        """From now on start the process again when it ends by itself (see Keeper)."""
        keeper = Keeper(process, self._say, self._stopping, meanwhile=meanwhile, wait=wait)
        self._keepers.append(keeper)
        keeper.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with undisturbed():
            self._stopping.set()
            stop_all(self._processes)
            for keeper in self._keepers:
                keeper.join(timeout=2)
            # Once more, for what a keeper was just starting again.
            stop_all(self._processes)
