"""Letters that a module's tests share: making rows and index anew for each test takes longer than asking."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from search.index.engine import engine_errors, indexing_client
from tests.conftest import fresh_index


@contextmanager
def searchable(store: Callable[[], object], blocker: DjangoDbBlocker) -> Iterator[None]:
    """While it is open, the rows that `store` makes are in database and index; tests must not change them.

    Tests that use it are marked `django_db`, or there is no database made.
    """
    with blocker.unblock():
        try:
            store()
            with fresh_index():
                with engine_errors():
                    indexing_client().indices.refresh(index=settings.SEARCH_ALIAS)
                yield
        finally:
            call_command("flush", verbosity=0, interactive=False)
