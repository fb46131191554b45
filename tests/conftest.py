"""What tests stand on: the real engine, broker, worker and browser, each made only for who asks for it."""

import math
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import caches
from django.test import Client
from kombu import pools as kombu_pools
from opensearchpy.connection.connections import connections
from playwright.sync_api import Browser, sync_playwright
from redis import Redis
from redis.exceptions import RedisError

from search.index import freshness
from search.index.alias import delete_index, physical_indices
from search.index.engine import engine_errors, indexing_client
from search.index.errors import EngineError
from search.index.keeping import bring_up_to_date
from search.index.rebuild import rebuild
from search.index.suggestions import suggestion_indices
from search.models import Letter
from tests.elsewhere import elsewhere  # noqa: F401  a fixture
from tests.emptying import emptying_allowed

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="session")
def engine() -> None:
    """A real OpenSearch; a run without one has failed, it is not skipped."""
    try:
        with engine_errors():
            indexing_client().info()
    except EngineError as error:
        pytest.fail(f"{error} `make test` starts an engine for the tests.")


@contextmanager
def fresh_index() -> Iterator[str]:
    """An index of what is in the database, deleted at the end. Its name is the physical one."""
    try:
        yield rebuild()
    finally:
        for name in [*physical_indices(), *suggestion_indices()]:
            delete_index(name)


@pytest.fixture
def index(engine: None, db: None) -> Iterator[str]:
    """A fresh, empty index behind the alias. Its name is the physical one."""
    with fresh_index() as name:
        yield name


@pytest.fixture
def make_searchable(index: str) -> Callable[[], None]:
    """Call it to write waiting letters to the index, visible at once."""

    def write() -> None:
        bring_up_to_date()
        with engine_errors():
            indexing_client().indices.refresh(index=settings.SEARCH_ALIAS)
        assert not Letter.objects.waiting_for_index().exists()

    return write


@pytest.fixture
def broker() -> "Iterator[Redis]":
    """A real Redis, emptied before and after."""
    with Redis.from_url(settings.CELERY_BROKER_URL) as redis:
        try:
            redis.flushdb()
        except RedisError as error:
            pytest.fail(f"No Redis answers ({error}). `make test` starts one for the tests.")
        yield redis
        redis.flushdb()


@pytest.fixture
def stranger() -> Client:
    return Client()


@pytest.fixture
def staff(db: None) -> Client:
    """A client of somebody who may do everything in the admin."""
    client = Client()
    client.force_login(User.objects.create_superuser("chief", "chief@example.org", "x"))
    return client


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real letters, which the project itself does not hold."""
    if not (SHARED / "letters").is_dir():
        reason = "the real letters are not beside this checkout (../shared/letters)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return SHARED


@contextmanager
def no_engine() -> Iterator[None]:
    """Meanwhile the portal's connections lead to a port where nobody listens."""
    connections.configure(
        default={"hosts": ["http://127.0.0.1:9"], "timeout": 1, "max_retries": 0},
        indexing={"hosts": ["http://127.0.0.1:9"], "timeout": 1, "max_retries": 0},
    )
    try:
        yield
    finally:
        connections.configure(**settings.OPENSEARCH_DSL)


@pytest.fixture
def engine_away() -> Iterator[None]:
    with no_engine():
        yield


@pytest.fixture
def broker_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Tasks are sent to a port where nobody listens; call it to bring the broker back."""

    home = settings.CELERY_BROKER_URL

    def lead_to(address: str) -> None:
        monkeypatch.setattr(settings, "CELERY_BROKER_URL", address)
        # Celery looks here first; its open connections would go on to the old place.
        monkeypatch.setenv("CELERY_BROKER_URL", address)
        kombu_pools.reset()
        current_app.amqp._producer_pool = current_app._pool = None  # type: ignore[attr-defined]

    lead_to("redis://127.0.0.1:9/0")
    yield lambda: lead_to(home)
    lead_to(home)


def chromium() -> str:
    """The browser's path.

    A run without a browser has failed, it is not skipped.
    """
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else ["chromium", "chromium-browser", "google-chrome"]:
        if name and (path := shutil.which(name)):
            return path
    pytest.fail("No Chromium on this machine: `make test` installs one, or set CHROMIUM to its path.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, which Django would take for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def nothing_known_of_freshness() -> None:
    """The footer asks nothing: what a test counts or waits for is its own. Tests of it forget this."""
    caches["process"].set(freshness.KEY, freshness.Kept(None, math.inf), timeout=None)


@pytest.fixture(autouse=True, scope="session")
def audit_trail_can_be_emptied() -> Iterator[None]:
    with emptying_allowed():
        yield
