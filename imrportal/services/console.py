"""The terminal that all processes share: each line says whose it is."""

import datetime
import itertools
import sys
import threading
from collections.abc import Callable

from honcho.colour import get_colours
from honcho.printer import Message, Printer

OWN_NAME = "portal"


class Console:
    """Prints the lines of several processes, one at a time."""

    def __init__(self, names: list[str]) -> None:
        everyone = [OWN_NAME, *names]
        self._printer = Printer(sys.stdout, width=max(map(len, everyone)))
        self._colours = dict(zip(everyone, itertools.chain([None], get_colours()), strict=False))
        self._lock = threading.Lock()

    def say(self, text: str) -> None:
        """Print what this program itself has to say."""
        self._line(OWN_NAME, text)

    def of(self, name: str) -> Callable[[str], None]:
        """The printer of one process's lines."""
        return lambda text: self._line(name, text)

    def _line(self, name: str, text: str) -> None:
        now = datetime.datetime.now().astimezone()
        with self._lock:
            self._printer.write(Message("line", text, now, name, self._colours.get(name)))
