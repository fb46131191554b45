import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from imrportal.services import ports, preflight
from imrportal.services.options import Options
from imrportal.services.preflight import find_problems, missing_for_engine, missing_space


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(
        port=ports.find_free(),
        opensearch_port=ports.find_free(),
        redis_port=ports.find_free(),
        data_dir=tmp_path,
        letters=None,
        opensearch_url=None,
        redis_url=None,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server((ports.LOOPBACK, 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture(autouse=True)
def downloaded_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "distribution_folder", lambda cache: tmp_path)


def given(options: Options, name: str, value: object) -> Options:
    """The options of an environment in which that variable has that value."""
    changes: dict[str, Any] = {name.lower(): value}
    return replace(options, **changes)


def problems(options: Options) -> list[str]:
    return list(find_problems(options, {"PATH": ""}))


def test_machine_that_will_do_has_no_problems(options: Options) -> None:
    assert problems(options) == []


@pytest.mark.parametrize("name", ["PORT", "OPENSEARCH_PORT", "REDIS_PORT"])
def test_taken_port_names_the_port_and_the_variable(name: str, options: Options, taken_port: int) -> None:
    [sentence] = problems(given(options, name, taken_port))
    assert f"Port {taken_port} is taken" in sentence
    assert f"{name}=" in sentence


def test_ports_of_services_started_elsewhere_do_not_matter(options: Options, taken_port: int) -> None:
    address = f"http://127.0.0.1:{taken_port}"
    elsewhere = replace(options, opensearch_port=taken_port, opensearch_url=address)
    assert problems(elsewhere) == []


def test_one_port_for_two_services_is_refused(options: Options) -> None:
    [sentence] = problems(replace(options, redis_port=options.port))
    assert "different ports" in sentence


@pytest.mark.parametrize("name", ["OPENSEARCH_URL", "REDIS_URL"])
def test_silent_address_names_its_variable(name: str, options: Options) -> None:
    address = f"http://127.0.0.1:{ports.find_free()}"
    [sentence] = problems(given(options, name, address))
    assert f"unset {name}" in sentence


def test_missing_letters_folder_is_named(options: Options, tmp_path: Path) -> None:
    [sentence] = problems(replace(options, letters=tmp_path / "none"))
    assert f"LETTERS={tmp_path / 'none'}" in sentence


def test_full_disk_says_how_much_is_needed_and_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "free_gigabytes", lambda folder: 1.2)
    [sentence] = missing_space([tmp_path])
    assert "1.2 GB" in sentence
    assert "DATA_DIR" in sentence


def test_maven_is_missed_only_when_there_is_something_to_download(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(missing_for_engine({"PATH": ""})) == []
    monkeypatch.setattr(preflight, "distribution_folder", lambda cache: tmp_path / "not yet")
    [sentence] = missing_for_engine({"PATH": ""})
    assert "apt-get install maven" in sentence
