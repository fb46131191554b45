import os
from pathlib import Path

import pytest

from imrportal.services.checkers import checkers_are_installed, obtain_checkers
from imrportal.services.errors import ServiceError

WORKING_NPM = 'mkdir -p node_modules && echo "$*" >> calls'
FAILING_NPM = "echo 'npm error network getaddrinfo EAI_AGAIN' >&2; exit 1"


def silent(line: str) -> None:
    pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a lock file and nothing installed."""
    folder = tmp_path / "checkers"
    folder.mkdir()
    (folder / "package-lock.json").write_text('{"version": 1}')
    return folder


def environ_with_npm(tmp_path: Path, script: str) -> dict[str, str]:
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {"PATH": f"{program.parent}:{os.defpath}"}


def test_checkers_are_installed_once_and_without_scripts_of_their_own(folder: Path, tmp_path: Path) -> None:
    environ = environ_with_npm(tmp_path, WORKING_NPM)
    for _ in range(2):
        obtain_checkers(tmp_path, environ, silent, folder)
    [call] = (folder / "calls").read_text().splitlines()
    assert call.startswith("ci --ignore-scripts")


def test_a_changed_lock_file_installs_them_again(folder: Path, tmp_path: Path) -> None:
    environ = environ_with_npm(tmp_path, WORKING_NPM)
    obtain_checkers(tmp_path, environ, silent, folder)
    (folder / "package-lock.json").write_text('{"version": 2}')
    assert not checkers_are_installed(folder)
    obtain_checkers(tmp_path, environ, silent, folder)
    assert checkers_are_installed(folder)
    assert len((folder / "calls").read_text().splitlines()) == 2


def test_a_failing_download_says_so_and_leaves_nothing_taken_for_installed(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(ServiceError, match=r"check the network[\s\S]*EAI_AGAIN"):
        obtain_checkers(tmp_path, environ_with_npm(tmp_path, FAILING_NPM), silent, folder)
    assert not checkers_are_installed(folder)


def test_no_npm_and_no_right_to_install_is_a_sentence(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(ServiceError, match=r"install Node\.js"):
        obtain_checkers(tmp_path, {"PATH": str(tmp_path)}, silent, folder)
