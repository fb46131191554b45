"""The whole portal: a real worker beside the test's database, a real browser before its pages."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from redis import Redis

PROJECT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60


class Worker:
    """A Celery worker in processes of its own, on the database of the running test."""

    def __init__(self) -> None:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "imrportal.settings"}
        environment["DATABASE_URL"] = _address_of_test_database()
        self.log = Path(os.environ["DATA_DIR"]) / "worker.log"
        with self.log.open("ab") as log:
            celery = [sys.executable, "-m", "celery", "-A", "imrportal"]
            self.process = subprocess.Popen(
                [*celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"],
                cwd=PROJECT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """As the machine would: all its processes at once, without a word."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()


def _address_of_test_database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture
def start_worker(transactional_db: None, broker: "Redis") -> Iterator[Callable[[], Worker]]:
    """Call it for a worker; all are stopped at the end."""
    workers: list[Worker] = []

    def start() -> Worker:
        workers.append(Worker())
        return workers[-1]

    yield start
    for worker in workers:
        worker.stop()


def until(condition: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
    """Wait for a condition; fail with what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.1)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at desktop width; a request to another host or an error in a script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda request: None if "localhost" in request.url else faults.append(request.url))
    yield opened
    context.close()
    assert not faults


@pytest.fixture
def portal(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a portal whose mails lead to it and go into the folder; its staff need two factors."""
    monkeypatch.setenv("PORTAL_URL", live_server.url)
    shutil.rmtree(settings.MAIL_DIR, ignore_errors=True)
    cache.clear()  # which counts attempts, and which no test empties
    environment = replace(settings.ENVIRONMENT, portal_url=live_server.url, staff_mfa=True)
    backend = "search.mail.outbox.OutboxBackend"
    with override_settings(ENVIRONMENT=environment, EMAIL_BACKEND=backend):
        yield live_server.url
