import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from imrportal.services import keeper
from imrportal.services.errors import ServiceError
from imrportal.services.process import Command, ServiceProcess
from imrportal.services.supervisor import Supervisor
from tests.services.test_process import is_alive, wait_for_death


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "FIRST_PAUSE", 0.05)


def sleeper(script: str = "exec sleep 60") -> ServiceProcess:
    return ServiceProcess(Command("sleeper", ["/bin/sh", "-c", script], os.environ, Path("/")))


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_all_that_was_started_is_stopped_even_after_an_error() -> None:
    one, other = sleeper(), sleeper()
    with pytest.raises(ZeroDivisionError), Supervisor(print) as supervisor:
        supervisor.start(one)
        supervisor.start(other)
        raise ZeroDivisionError
    assert wait_for_death(one.pid)
    assert wait_for_death(other.pid)


def test_killed_process_is_started_again_and_the_user_told_what_it_means() -> None:
    said: list[str] = []
    process = sleeper()
    with Supervisor(said.append) as supervisor:
        supervisor.start(process)
        supervisor.keep(process, ": searches wait")
        first = process.pid
        os.kill(first, 9)
        assert eventually(lambda: "sleeper is running again." in said)
        assert process.pid != first
        assert is_alive(process.pid)
    assert said[0].startswith("sleeper ended by itself (killed by signal 9): searches wait;")
    assert not process.running


def test_pauses_grow_while_a_process_keeps_ending() -> None:
    said: list[str] = []
    process = sleeper("exit 1")
    with Supervisor(said.append) as supervisor:
        supervisor.start(process)
        supervisor.keep(process)
        started = time.monotonic()
        assert eventually(lambda: sum("ended by itself" in line for line in said) == 4)
        assert time.monotonic() - started >= 0.05 + 0.1 + 0.2


def test_process_that_does_not_answer_after_its_restart_is_reported() -> None:
    said: list[str] = []

    def never() -> None:
        raise ServiceError("sleeper did not answer: look at its log")

    process = sleeper()
    with Supervisor(said.append) as supervisor:
        supervisor.start(process)
        supervisor.keep(process, wait=never)
        os.kill(process.pid, 15)
        assert eventually(lambda: "sleeper did not answer: look at its log" in said)


def test_asked_to_stop_nothing_is_started_again() -> None:
    said: list[str] = []
    process = sleeper()
    with Supervisor(said.append) as supervisor:
        supervisor.start(process)
        supervisor.keep(process)
    assert said == []
    assert not process.running
