"""One portal with letters for all pages of a module: making it for each takes longer than looking at it."""

from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from imrportal.services.checkers import FOLDER, checkers_are_installed
from search.index.engine import engine_errors, indexing_client
from tests.browser.letters import store_letters
from tests.browser.pages import SURFACES, Surface
from tests.browser.visits import Visit, context_of, visiting
from tests.conftest import fresh_index


@pytest.fixture(scope="session")
def checkers() -> None:
    """axe-core and vnu; a run without them has failed, it is not skipped."""
    if not checkers_are_installed():
        pytest.fail(f"The checkers of pages are not installed: `make test` does it, or `npm ci` in {FOLDER}.")


@pytest.fixture(scope="module")
def portal(
    engine: None, browser: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of a portal whose letters are all searchable."""
    with django_db_blocker.unblock():
        try:
            store_letters()
            with fresh_index():
                with engine_errors():
                    indexing_client().indices.refresh(index=settings.SEARCH_ALIAS)
                server = LiveServer("localhost")
                yield server.url
                server.stop()
        finally:
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[Mapping[Surface, BrowserContext]]:
    """A context for each surface; a context keeps the style sheets and scripts that the pages share."""
    made = {surface: context_of(browser, surface) for surface in SURFACES}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(scope="module")
def visit(
    request: pytest.FixtureRequest, portal: str, contexts: Mapping[Surface, BrowserContext]
) -> Iterator[Visit]:
    """The page and surface that the test is parametrised with, open; its tests share it."""
    page, surface = request.param
    with visiting(contexts[surface], portal, page) as open_page:
        yield open_page
