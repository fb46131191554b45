"""Starting a process again when it ends by itself."""

import threading
import time
from collections.abc import Callable

from imrportal.services.errors import ServiceError
from imrportal.services.process import ServiceProcess

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
# A process that ran this long (seconds) had started well: its next pause is a short one again.
STEADY_AFTER = 60.0


class Keeper(threading.Thread):
    """Watches one started process until it has ended after `stopping` was set.

    The thread outlives what it started: Linux takes the end of the thread that started a process for the
    end of its parent.
    """

    def __init__(
        self,
        process: ServiceProcess,
        say: Callable[[str], None],
        stopping: threading.Event,
        *,
        meanwhile: str = "",
        wait: Callable[[], None] | None = None,
    ) -> None:
        """Make the watch over a process.

        Args:
            process: started, or to be started before this thread is.
            say: called with each sentence for the user.
            stopping: set when the process is to end.
            meanwhile: what the process's absence means to the user.
            wait: returns when the process answers, raises ServiceError when it does not.
        """
        name = process.command.name
        super().__init__(name=f"keeper of {name}", daemon=True)
        self._process = process
        self._say = say
        self._stopping = stopping
        self._meanwhile = meanwhile
        self._wait = wait
        self._pause = FIRST_PAUSE

    def run(self) -> None:
        while True:
            started = time.monotonic()
            status = self._process.wait()
            if self._stopping.is_set():
                return
            if time.monotonic() - started > STEADY_AFTER:
                self._pause = FIRST_PAUSE
            self._start_again(status)

    def _start_again(self, status: int | None) -> None:
        name = self._process.command.name
        self._say(
            f"{name} ended by itself ({_describe(status)}){self._meanwhile};"
            f" starting it again in {self._pause:.0f} s."
        )
        if self._stopping.wait(self._pause):
            return
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
        try:
            self._process.start()
            if self._wait is not None:
                self._wait()
        except ServiceError as problem:
            if not self._stopping.is_set():
                self._say(str(problem))
        else:
            self._say(f"{name} is running again.")


def _describe(status: int | None) -> str:
    return f"killed by signal {-status}" if status is not None and status < 0 else f"status {status}"
