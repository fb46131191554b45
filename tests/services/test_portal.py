import stat
from pathlib import Path

import pytest

from imrportal.services import ports
from imrportal.services.console import Console
from imrportal.services.errors import ServiceError
from imrportal.services.manage import ManageCommands
from imrportal.services.options import Options
from imrportal.services.portal import (
    addresses_for_other_terminals,
    page_answers,
    portal_environment,
    portal_processes,
)

STARTED = {"opensearch": "http://127.0.0.1:9270", "redis": "redis://127.0.0.1:6390/0"}


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(8000, 9270, 6390, tmp_path, None, None, None)


def test_portal_is_told_its_services_and_its_data(options: Options) -> None:
    environment = portal_environment(options, STARTED, {})
    assert environment["OPENSEARCH_URL"] == STARTED["opensearch"]
    assert environment["REDIS_URL"] == STARTED["redis"]
    assert environment["DATA_DIR"] == str(options.data_dir)


def test_service_given_by_the_caller_stays(options: Options) -> None:
    given = {"OPENSEARCH_URL": "https://search.example:9200", "DATABASE_URL": "postgres://db.example/letters"}
    environment = portal_environment(options, {"redis": STARTED["redis"]}, given)
    assert given.items() <= environment.items()


def test_pages_without_https_by_default_but_as_the_caller_wants(options: Options) -> None:
    assert portal_environment(options, STARTED, {})["HTTPS_ONLY"] == "False"
    assert portal_environment(options, STARTED, {"HTTPS_ONLY": "True"})["HTTPS_ONLY"] == "True"


def test_key_is_the_callers_or_else_the_lasting_one(options: Options) -> None:
    assert portal_environment(options, STARTED, {"SECRET_KEY": "k" * 40})["SECRET_KEY"] == "k" * 40
    assert not (options.data_dir / "secret_key").exists()
    key = portal_environment(options, STARTED, {})["SECRET_KEY"]
    assert portal_environment(options, STARTED, {})["SECRET_KEY"] == key


def test_other_terminals_find_the_services_while_the_portal_runs(options: Options) -> None:
    path = options.data_dir / "portal.env"
    environment = portal_environment(options, STARTED, {})
    with addresses_for_other_terminals(options, environment):
        lines = path.read_text().splitlines()
        assert f"OPENSEARCH_URL='{STARTED['opensearch']}'" in lines
        assert not any(line.startswith("SECRET_KEY") for line in lines)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.exists()


def test_web_server_listens_on_loopback_at_the_chosen_port(options: Options) -> None:
    web, worker, beat = portal_processes(options, {}, Console([]))
    assert [process.command.name for process in (web, worker, beat)] == ["web", "worker", "beat"]
    assert "127.0.0.1:8000" in web.command.arguments


def test_page_of_a_port_without_a_server_does_not_answer() -> None:
    assert not page_answers(ports.find_free())


def test_managements_lines_name_their_command(capsys: pytest.CaptureFixture[str]) -> None:
    commands = ManageCommands({"PATH": "/usr/bin:/bin"}, Console([]))
    assert commands.run("version").startswith("5.")
    assert "version | 5." in capsys.readouterr().out


def test_failed_management_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    commands = ManageCommands({"PATH": "/usr/bin:/bin"}, Console([]))
    with pytest.raises(ServiceError, match=r"`manage\.py no_such_thing` failed"):
        commands.run("no_such_thing")
