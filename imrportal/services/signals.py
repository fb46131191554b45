"""Ctrl-C, SIGTERM and a closed terminal, all as one exception in the main thread."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# Waiting is cut into slices of this length (seconds): Python hears a signal that arrives just before a
# blocking call, or in another thread, only once that call has returned.
HEARING_SECONDS = 0.5
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(BaseException):
    """Someone asked this program to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


def raise_when_asked_to_stop() -> None:
    """From now on each of these signals raises StopAsked in the main thread."""
    for number in _STOP_SIGNALS:
        if not (number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN):  # nohup
            signal.signal(number, _raise)


def wait_for_signal() -> NoReturn:
    """Wait until someone asks to stop, which raises StopAsked here."""
    while True:
        time.sleep(HEARING_SECONDS)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leave the signals unheard: stopping is bounded in time, and half stopped is worse than waiting."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _raise(number: int, frame: FrameType | None) -> NoReturn:
    raise StopAsked(number)
