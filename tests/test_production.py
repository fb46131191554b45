"""The portal as it is set up for real use: with HTTPS alone, and nothing that Django warns of."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from imrportal.environment import PROJECT

# In a process of its own, since settings are read once: what a few requests are answered with.
_ASK = """
import django, json
django.setup()
from django.core.management import call_command
from django.conf import settings
from django.test import Client

call_command("collectstatic", interactive=False, verbosity=0)

def ask(path, **more):
    answer = Client(raise_request_exception=False).get(path, **more)
    return {"status": answer.status_code, "headers": dict(answer.headers)}

secure = {"secure": True, "headers": {"host": "imr.example.org"}}
print(json.dumps({
    "plain": ask("/help?a=b", headers={"host": "imr.example.org"}),
    "program": ask("/api/v1/openapi.json", headers={"host": "imr.example.org"}),
    "watcher": ask("/health", headers={"host": "imr.example.org"}),
    "secure": ask("/health", **secure),
    "forwarded": ask("/health", headers={"host": "imr.example.org", "x-forwarded-proto": "https"}),
    "another host": ask("/health", secure=True, headers={"host": "evil.example"}),
    "cookies": {name: getattr(settings, name) for name in dir(settings) if "_COOKIE_" in name},
    "apps": settings.INSTALLED_APPS,
}, default=str))
"""


def run(*arguments: str, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """Python with these arguments, in the environment of an installation that is served by HTTPS."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    values = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "imr.example.org",
        "DJANGO_SETTINGS_MODULE": "imrportal.settings",
        **environment,
    }
    given = {name: value for name, value in values.items() if value is not None}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=inherited | given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = run("-c", _ASK, DATA_DIR=str(tmp_path_factory.mktemp("data")))
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_django_has_nothing_to_warn_of(tmp_path: Path) -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "INFO", DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_plain_http_is_led_to_https_but_for_watchers(answers: dict[str, Any]) -> None:
    assert answers["plain"]["status"] == 301
    assert answers["plain"]["headers"]["Location"] == "https://imr.example.org/help?a=b"
    assert answers["watcher"]["status"] == 200


def test_a_program_that_asks_by_plain_http_is_refused_rather_than_led(answers: dict[str, Any]) -> None:
    assert answers["program"]["status"] == 403
    assert answers["program"]["headers"]["Content-Type"] == "application/problem+json"


def test_browsers_are_told_to_come_by_https_alone(answers: dict[str, Any]) -> None:
    for name in ("secure", "forwarded"):
        headers = answers[name]["headers"]
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in answers["watcher"]["headers"]


def test_another_host_is_refused(answers: dict[str, Any]) -> None:
    assert answers["another host"]["status"] == 400


def test_cookies_stay_on_this_host_and_away_from_scripts_and_plain_http(answers: dict[str, Any]) -> None:
    for kind in ("SESSION", "CSRF"):
        cookie = {
            name: answers["cookies"][f"{kind}_COOKIE_{name}"]
            for name in ("SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH")
        }
        assert cookie == {"SECURE": True, "HTTPONLY": True, "SAMESITE": "Lax", "DOMAIN": None, "PATH": "/"}
        assert answers["cookies"][f"{kind}_COOKIE_NAME"].startswith("__Host-")


def test_nothing_for_developers_is_installed(answers: dict[str, Any]) -> None:
    assert not {"debug_toolbar", "django_extensions"} & set(answers["apps"])


@pytest.mark.parametrize("debug", ["false", "true"])
def test_nothing_is_served_without_a_secret_of_its_own(tmp_path: Path, debug: str) -> None:
    done = run("-c", "import imrportal.wsgi", DATA_DIR=str(tmp_path), SECRET_KEY=None, DEBUG=debug)
    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr
