import os
from pathlib import Path

import pytest

from imrportal.services.browser import find_browser, obtain_browser
from imrportal.services.errors import ServiceError


def make_program(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_named_browser_comes_first(tmp_path: Path) -> None:
    named = make_program(tmp_path / "my-browser")
    make_program(tmp_path / "chromium")
    assert find_browser({"CHROMIUM": str(named), "PATH": str(tmp_path)}) == named


def test_named_browser_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="CHROMIUM="):
        find_browser({"CHROMIUM": str(tmp_path / "none"), "PATH": str(tmp_path)})


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_browser_in_path_is_found_under_each_of_its_names(name: str, tmp_path: Path) -> None:
    program = make_program(tmp_path / name)
    assert find_browser({"PATH": str(tmp_path)}) == program


def test_no_browser_and_no_right_to_install_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(ServiceError, match="install Chromium"):
        obtain_browser({"PATH": str(tmp_path)}, print)


def test_root_installs_a_missing_browser_with_apt_get(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    apt_get = make_program(tmp_path / "apt-get")
    apt_get.write_text(
        f'#!/bin/sh\ncase "$*" in *install*) /bin/cp "{apt_get}" "{tmp_path}/chromium";; esac\n'
    )
    assert obtain_browser({"PATH": str(tmp_path)}, lambda line: None) == tmp_path / "chromium"
