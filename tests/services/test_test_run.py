from pathlib import Path

from imrportal.services.test import environment_of_tests

ADDRESSES = {"OPENSEARCH_URL": "http://127.0.0.1:1", "REDIS_URL": "redis://127.0.0.1:2/0"}


def test_tests_get_services_data_and_key_of_their_own(tmp_path: Path) -> None:
    callers = {"OPENSEARCH_URL": "http://real:9200", "DATA_DIR": "/real", "SECRET_KEY": "real", "CI": "true"}
    environment = environment_of_tests(callers, tmp_path, Path("/usr/bin/chromium"), ADDRESSES)
    assert ADDRESSES.items() <= environment.items()
    assert Path(environment["DATA_DIR"]).is_relative_to(tmp_path)
    assert environment["SECRET_KEY"] != "real"
    assert environment["CI"] == "true"


def test_settings_of_the_tests_are_those_that_pytest_is_configured_with(tmp_path: Path) -> None:
    callers = {"DJANGO_SETTINGS_MODULE": "imrportal.settings"}
    environment = environment_of_tests(callers, tmp_path, Path("/usr/bin/chromium"), ADDRESSES)
    assert "DJANGO_SETTINGS_MODULE" not in environment
