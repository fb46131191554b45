import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from imrportal.services.errors import ServiceError
from imrportal.services.process import Command, ServiceProcess
from imrportal.services.waiting import wait_until

STARTER = """
import os, sys, time
from pathlib import Path
from imrportal.services.process import Command, ServiceProcess
child = ServiceProcess(Command("sleeper", ["sleep", "60"], os.environ, Path("/")))
child.start()
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def started() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def shell(script: str, seconds_to_stop: float = 5.0) -> ServiceProcess:
    command = Command("shell", ["/bin/sh", "-c", script], os.environ, Path("/"), None, seconds_to_stop)
    return ServiceProcess(command)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_for_death(pid: int, seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(pid)


def test_lines_are_heard_from_both_outputs_as_they_come() -> None:
    heard: list[str] = []
    command = Command("shell", ["/bin/sh", "-c", "echo one; echo two >&2; exit 3"], os.environ, Path("/"))
    process = ServiceProcess(command, heard.append)
    process.start()
    assert process.wait(5) == 3
    assert heard == ["one", "two"]
    assert process.last_lines == "one\ntwo"


def test_missing_program_is_a_sentence_that_names_the_service(tmp_path: Path) -> None:
    process = ServiceProcess(Command("engine", [tmp_path / "none"], os.environ, tmp_path))
    with pytest.raises(ServiceError, match="engine cannot be started"):
        process.start()
    assert not process.running


def test_stop_ends_a_willing_process_with_its_own_last_word() -> None:
    process = shell("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done")
    process.start()
    wait_until(lambda: "ready" in process.last_lines, process, 5)
    process.stop()
    assert not process.running
    assert process.last_lines == "ready\nbye"


def test_stop_kills_a_deaf_process_and_its_children() -> None:
    process = shell("trap '' TERM; sleep 60 & echo $!; wait; sleep 60", seconds_to_stop=0.2)
    process.start()
    wait_until(lambda: process.last_lines != "", process, 5)
    child = int(process.last_lines)
    process.stop()
    assert not process.running
    assert wait_for_death(child)


def test_ended_process_can_be_started_again() -> None:
    process = shell("echo again")
    for _ in range(2):
        process.start()
        assert process.wait(5) == 0
    assert process.last_lines == "again\nagain"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell children of a parent's death")
def test_killed_parent_leaves_no_child() -> None:
    with subprocess.Popen([sys.executable, "-c", STARTER], stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        child = int(starter.stdout.readline())
        assert is_alive(child)
        starter.send_signal(signal.SIGKILL)
    assert wait_for_death(child)


def test_waiting_for_a_process_that_ended_quotes_its_last_lines() -> None:
    process = shell("echo disk is full; exit 1")
    process.start()
    with pytest.raises(ServiceError, match=r"(?s)ended while it was starting.*disk is full"):
        wait_until(lambda: False, process, 5)


def test_waiting_too_long_is_an_error_with_the_time(started: ExitStack) -> None:
    process = shell("sleep 60")
    started.callback(process.stop)
    process.start()
    with pytest.raises(ServiceError, match="did not answer within 0 s"):
        wait_until(lambda: False, process, 0.3)
