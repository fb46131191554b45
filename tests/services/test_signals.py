import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from imrportal.services.signals import StopAsked, raise_when_asked_to_stop, undisturbed, wait_for_signal

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def handlers_put_back() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    # Tests run under nohup inherit a SIGHUP that is ignored.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_each_way_to_ask_raises_the_same_exception(number: signal.Signals) -> None:
    raise_when_asked_to_stop()
    with pytest.raises(StopAsked) as asked:
        os.kill(os.getpid(), number)
        wait_for_signal()
    assert asked.value.number == number


def test_signal_that_another_thread_receives_ends_the_wait() -> None:
    raise_when_asked_to_stop()

    def receive() -> None:
        time.sleep(0.1)
        signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

    thread = threading.Thread(target=receive)
    with pytest.raises(StopAsked):
        thread.start()
        wait_for_signal()
    thread.join()


def test_stopping_is_not_disturbed_by_a_second_signal() -> None:
    raise_when_asked_to_stop()
    with undisturbed():
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(StopAsked):
        os.kill(os.getpid(), signal.SIGINT)
        wait_for_signal()


def test_program_that_outlives_its_terminal_goes_on() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    raise_when_asked_to_stop()
    os.kill(os.getpid(), signal.SIGHUP)
