"""One set of rows for all lines of the table: what a request does to them is undone."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests.access.visitors import VISITORS, Visitors
from tests.conftest import fresh_index
from tests.portal_people import Rows


@pytest.fixture(scope="module")
def visitors(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Visitors]:
    with django_db_blocker.unblock():
        try:
            rows = Rows()
            for name in rows:
                rows[name]
            visitors = Visitors(rows)
            for visitor in VISITORS:
                visitors.client(visitor)
            with fresh_index():
                yield visitors
        finally:
            call_command("flush", verbosity=0, interactive=False)
