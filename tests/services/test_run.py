import fcntl
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from imrportal.services import ports
from imrportal.services.folders import PROJECT

SECONDS = 60


def run(module: str, data_dir: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of the package where no service is given and nothing may be downloaded."""
    environ = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    environ |= {"DATA_DIR": str(data_dir), **more}
    return subprocess.run(
        [sys.executable, "-m", f"imrportal.services.{module}"],
        cwd=PROJECT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_taken_port_ends_the_run_with_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    with socket.create_server((ports.LOOPBACK, 0)) as listener:
        port = str(listener.getsockname()[1])
        ended = run("run", tmp_path, PORT=port)
    assert ended.returncode == 1
    assert f"Port {port} is taken" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_second_run_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ended = run("run", tmp_path)
    assert ended.returncode == 1
    assert "already runs on the data" in ended.stderr


def test_data_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = run("run", tmp_path / "file" / "var")
    assert ended.returncode == 1
    assert "set DATA_DIR" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("module", ["run", "dev"])
def test_wrong_port_is_a_sentence(module: str, tmp_path: Path) -> None:
    ended = run(module, tmp_path, OPENSEARCH_PORT="many")
    assert ended.returncode == 1
    assert "OPENSEARCH_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_old_python_is_a_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    ended = subprocess.run(
        [PROJECT / "imrportal/services/venv.sh", "requirements.txt", "stamp"],
        cwd=tmp_path,
        env={**os.environ, "PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    assert "no Python 3.11 or newer" in ended.stderr
