"""Settings from the environment: strict, and a wrong one stops the start with its name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from imrportal.environment import PROJECT, WrongSetting, read_environment, require_secret_key

KEY = "k" * 32


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment without any of the portal's settings, and a data folder of its own."""
    for name in (
        *("SECRET_KEY", "DEBUG", "HTTPS_ONLY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL"),
        *("REDIS_URL", "OPENSEARCH_URL", "OPENSEARCH_USER", "OPENSEARCH_PASSWORD", "OPENSEARCH_VERIFY_CERTS"),
        *("SEARCH_ALIAS", "SEARCH_TIMEOUT", "LOG_LEVEL", "UPLOAD_LIMIT_MB", "OCR"),
        *("API_RATE", "SUGGESTIONS_RATE", "EXPORT_RATE", "EXPORT_LIMIT", "EXPORT_LIMIT_SIGNED_IN"),
        *("TRUSTED_PROXIES", "TOKEN_FAILURES_RATE", "FEED_RATE", "MAIL_URL", "MAIL_FROM"),
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path


def test_nothing_set_gives_safe_values(bare: Path) -> None:
    environment = read_environment()
    assert (environment.debug, environment.https_only) == (False, True)
    assert environment.opensearch_verify_certs
    assert environment.secret_key is None
    assert "*" not in environment.allowed_hosts
    assert environment.database["NAME"] == str(bare / "portal.sqlite3")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("False", False),
        ("false", False),
        ("0", False),
        ("no", False),
        ("True", True),
        ("1", True),
        ("on", True),
    ],
)
def test_a_switch_means_what_it_says(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    for name in ("DEBUG", "HTTPS_ONLY", "OPENSEARCH_VERIFY_CERTS"):
        monkeypatch.setenv(name, text)
    environment = read_environment()
    assert environment.debug is environment.https_only is environment.opensearch_verify_certs is value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", ""),
        ("DEBUG", "maybe"),
        ("DEBUG", "Flase"),
        ("HTTPS_ONLY", "2"),
        ("OPENSEARCH_VERIFY_CERTS", "perhaps"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "http://localhost:6379"),
        ("OPENSEARCH_URL", "localhost:9200"),
        ("OPENSEARCH_URL", "ftp://localhost"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "nosuchdb://localhost/portal"),
        ("SEARCH_ALIAS", "Upper"),
        ("SEARCH_ALIAS", "with space"),
        ("SEARCH_ALIAS", "a*"),
        ("SEARCH_ALIAS", ""),
        ("SEARCH_TIMEOUT", "fast"),
        ("SEARCH_TIMEOUT", "0"),
        ("SEARCH_TIMEOUT", "-1"),
        ("SEARCH_TIMEOUT", "3600"),
        ("SEARCH_TIMEOUT", "nan"),
        ("LOG_LEVEL", "LOUD"),
        ("UPLOAD_LIMIT_MB", "0"),
        ("UPLOAD_LIMIT_MB", "1.5"),
        ("UPLOAD_LIMIT_MB", "lots"),
        ("DATA_DIR", ""),
        ("API_RATE", "fast"),
        ("API_RATE", "0/minute"),
        ("SUGGESTIONS_RATE", "10/minute;20/hour"),
        ("EXPORT_RATE", "10"),
        ("TOKEN_FAILURES_RATE", "often"),
        ("EXPORT_LIMIT", "0"),
        ("EXPORT_LIMIT_SIGNED_IN", "-1"),
        ("TRUSTED_PROXIES", "proxy.example.org"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("TRUSTED_PROXIES", "127.0.0.1,"),
        ("FEED_RATE", "now and then"),
        ("MAIL_URL", "mail.example.org"),
        ("MAIL_URL", "https://mail.example.org"),
        ("MAIL_URL", "file:///tmp/mails"),
        ("MAIL_URL", "smtp://:25"),
        ("MAIL_URL", "smtp://localhost:port"),
        ("MAIL_URL", "smtp://localhost:25/?timeout=long"),
        ("MAIL_FROM", ""),
        ("MAIL_FROM", "imrportal"),
        ("MAIL_FROM", "imrportal <portal@example.org>\nBcc: all@example.org"),
    ],
)
def test_a_wrong_value_stops_the_start_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting, match=rf"{name}.*docs/settings\.md"):
        read_environment()


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    monkeypatch.setenv("UPLOAD_LIMIT_MB", "lots")
    with pytest.raises(WrongSetting) as wrong:
        read_environment()
    assert "DEBUG" in str(wrong.value)
    assert "UPLOAD_LIMIT_MB" in str(wrong.value)


def test_the_value_of_a_wrong_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "hunter2")
    with pytest.raises(WrongSetting) as wrong:
        read_environment()
    assert "hunter2" not in str(wrong.value)


def test_the_password_of_a_wrong_mail_server_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_URL", "smtp://user:hunter2@localhost:port")
    with pytest.raises(WrongSetting) as wrong:
        read_environment()
    assert "hunter2" not in str(wrong.value)


def test_a_mail_server_is_read_with_its_log_in_and_its_encryption(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_environment().mail_url is None
    monkeypatch.setenv("MAIL_URL", "submission://a%40b:p%2Fw@mail.example.org")
    server = read_environment().mail_url
    assert server is not None
    assert (server["EMAIL_HOST"], server["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (server["EMAIL_HOST_USER"], server["EMAIL_HOST_PASSWORD"]) == ("a@b", "p/w")
    assert (server["EMAIL_USE_TLS"], server["EMAIL_USE_SSL"]) == (True, False)
    monkeypatch.setenv("MAIL_URL", "smtp://mail.example.org:465/?ssl=true&timeout=5")
    server = read_environment().mail_url
    assert server is not None
    assert (server["EMAIL_USE_TLS"], server["EMAIL_USE_SSL"], server["EMAIL_TIMEOUT"]) == (False, True, 5)


def test_an_empty_rate_is_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_RATE", "")
    assert read_environment().api_rate == ""
    assert read_environment().export_rate == "12/minute"


def test_trusted_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_environment().trusted_proxies == []
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8,fd00::/8")
    assert read_environment().trusted_proxies == ["127.0.0.1", "10.0.0.0/8", "fd00::/8"]


@pytest.mark.parametrize("folder", ["with space", "with#sign", "with%20percent", "with?mark"])
def test_a_data_folder_may_have_any_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / folder))
    assert read_environment().database["NAME"] == str(tmp_path / folder / "portal.sqlite3")


def test_what_make_run_wrote_is_read_and_the_environment_wins(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / "portal.env").write_text(f"SECRET_KEY={KEY}\nLOG_LEVEL=ERROR\n")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    # What the file sets is taken back at the test's end.
    monkeypatch.setenv("SECRET_KEY", "")
    monkeypatch.delenv("SECRET_KEY")
    environment = read_environment()
    assert (environment.secret_key, environment.log_level) == (KEY, "DEBUG")


def test_pages_are_not_served_without_a_lasting_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSetting, match="SECRET_KEY is not set"):
        require_secret_key(read_environment())
    monkeypatch.setenv("SECRET_KEY", KEY)
    require_secret_key(read_environment())


def test_the_web_servers_application_stops_without_a_key(bare: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(bare),
        "DJANGO_SETTINGS_MODULE": "imrportal.settings",
    }
    started = subprocess.run(
        [sys.executable, "-c", "import imrportal.wsgi"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert "SECRET_KEY is not set" in started.stderr
