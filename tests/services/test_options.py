from pathlib import Path

import pytest

from imrportal.services.errors import ServiceError
from imrportal.services.folders import PROJECT
from imrportal.services.options import read_options

NAMES = ["PORT", "OPENSEARCH_PORT", "REDIS_PORT", "DATA_DIR", "LETTERS", "OPENSEARCH_URL", "REDIS_URL"]


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_nothing_given_means_the_clones_own_data_and_services() -> None:
    options = read_options()
    assert options.data_dir == PROJECT / "var"
    assert (options.letters, options.opensearch_url, options.redis_url) == (None, None, None)
    assert len({options.port, options.opensearch_port, options.redis_port}) == 3


def test_empty_variable_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA_DIR", "LETTERS", "OPENSEARCH_URL", "REDIS_URL"):
        monkeypatch.setenv(name, "")
    options = read_options()
    assert options.data_dir == PROJECT / "var"
    assert (options.letters, options.opensearch_url, options.redis_url) == (None, None, None)


def test_letters_folder_is_found_from_where_the_command_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LETTERS", "letters")
    assert read_options().letters == tmp_path / "letters"


@pytest.mark.parametrize("value", ["eighty", "0", "65536", "80.5"])
def test_wrong_port_is_refused_by_name(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_PORT", value)
    with pytest.raises(ServiceError, match="REDIS_PORT"):
        read_options()
