"""One portal with letters for all pages of a module: making it for each takes longer than looking at it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from imrportal.services.checkers import FOLDER, checkers_are_installed
from search.index.engine import engine_errors, indexing_client
from tests.browser.letters import store_letters
from tests.browser.visits import Contexts, Visit, visiting
from tests.conftest import fresh_index
from tests.portal_people import Rows


@pytest.fixture(scope="session")
def checkers() -> None:
    """axe-core and vnu; a run without them has failed, it is not skipped."""
    if not checkers_are_installed():
        pytest.fail(f"The checkers of pages are not installed: `make test` does it, or `npm ci` in {FOLDER}.")


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Rows]:
    """Letters, people and what they have, for all pages of a module."""
    with django_db_blocker.unblock():
        try:
            store_letters()
            rows = Rows()
            for name in rows:
                rows[name]
            yield rows
        finally:
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def portal(engine: None, browser: Browser, rows: Rows) -> Iterator[str]:
    """The address of a portal whose letters are all searchable."""
    with fresh_index():
        with engine_errors():
            indexing_client().indices.refresh(index=settings.SEARCH_ALIAS)
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture(scope="module")
def contexts(browser: Browser, portal: str, rows: Rows) -> Iterator[Contexts]:
    made = Contexts(browser, portal, rows)
    yield made
    made.close()


@pytest.fixture(scope="module")
def visit(request: pytest.FixtureRequest, contexts: Contexts) -> Iterator[Visit]:
    """The page and surface that the test is parametrised with, open; its tests share it."""
    page, surface = request.param
    with visiting(contexts, page, surface) as open_page:
        yield open_page
