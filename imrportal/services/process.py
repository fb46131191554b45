"""One started program: its output read by line, stopped as a whole, and gone when its starter is gone."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from imrportal.services.errors import ServiceError
from imrportal.services.folders import Account

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Command:
    """What to start.

    Attributes:
        name: what the user calls it.
        arguments: the program and its arguments.
        environment: its whole environment.
        folder: its working folder.
        user: the user to run as, or None for the caller.
        seconds_to_stop: how long it may take to end by itself.
        draws_progress: whether its stderr goes to the terminal, if there is one, to draw a bar there.
    """

    name: str
    arguments: Sequence[str | Path]
    environment: Mapping[str, str]
    folder: Path
    user: Account | None = None
    seconds_to_stop: float = 10.0
    draws_progress: bool = False


class ServiceProcess:
    """A command that is started, watched and stopped; it can be started again after it ended."""

    def __init__(self, command: Command, on_line: Callable[[str], None] | None = None) -> None:
        self.command = command
        self._on_line = on_line
        self._lines: deque[str] = deque(maxlen=20)
        self._child: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._was_asked = False

    def start(self) -> None:
        """Start the program in a session of its own, so that Ctrl-C in the terminal does not reach it.

        Raises:
            ServiceError: the program cannot be started.
        """
        command = self.command
        user = command.user
        self._was_asked = False
        try:
            self._child = subprocess.Popen(
                command.arguments,
                env=dict(command.environment),
                cwd=command.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._where_errors_go(),
                text=True,
                errors="replace",
                start_new_session=True,
                user=None if user is None else user.uid,
                group=None if user is None else user.gid,
                extra_groups=None if user is None else [],
                preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509 - one system call, no lock
            )
        except OSError as error:
            raise ServiceError(f"{command.name} cannot be started: {error}") from error
        self._reader = threading.Thread(target=self._read, args=[self._child], daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._started().pid

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    @property
    def last_lines(self) -> str:
        """The end of what the program printed."""
        return "\n".join(self._lines)

    def wait(self, seconds: float | None = None) -> int | None:
        """Wait for the end; the exit status, or None while it still runs after that time."""
        try:
            status = self._started().wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        if self._reader is not None:
            self._reader.join(timeout=1)
        return status

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the program, once: it ends its own children, and takes a second for impatience."""
        if self.running and not self._was_asked:
            self._was_asked = True
            self._started().terminate()

    def stop(self) -> None:
        """Ask, wait as long as the command allows, then kill whatever of its group is left."""
        if self._child is None:
            return
        self.ask_to_stop()
        self.wait(self.command.seconds_to_stop)
        with suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()

    def _where_errors_go(self) -> int | None:
        to_terminal = self.command.draws_progress and sys.stderr.isatty()
        return None if to_terminal else subprocess.STDOUT

    def _started(self) -> "subprocess.Popen[str]":
        if self._child is None:
            raise RuntimeError(f"{self.command.name} was not started")
        return self._child

    def _read(self, child: "subprocess.Popen[str]") -> None:
        assert child.stdout is not None  # noqa: S101 - it was opened as a pipe
        with child.stdout as lines:
            for line in lines:
                text = line.rstrip()
                self._lines.append(text)
                if self._on_line is not None and text:
                    self._on_line(text)


def stop_all(processes: Sequence[ServiceProcess]) -> None:
    """Stop them side by side: ask every one first, then wait for each."""
    for process in processes:
        process.ask_to_stop()
    for process in processes:
        process.stop()


def die_with_parent(parent: int) -> None:
    """In a new child: have Linux send it SIGTERM when its parent ends, even by SIGKILL.

    Runs after the change of user, which would clear the wish.
    """
    if _LIBC is None:
        return
    _LIBC.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
