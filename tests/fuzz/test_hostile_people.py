"""Whatever is sent to any address of the portal by whoever is signed in, it is answered, never with a 500."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from random import Random
from typing import Final

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.access.table import PAGE, read_table
from tests.access.visitors import Visitors
from tests.conftest import fresh_index
from tests.fuzz.hostile_requests import Request, hostile_requests
from tests.portal_people import Rows

pytestmark = pytest.mark.django_db
_EACH: Final = int(os.environ.get("FUZZ_EACH", "3"))
_VISITORS: Final = ("reader", "curator", "administrator", "own token", "stranger, closed")


@pytest.fixture(scope="module")
def visitors(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Visitors]:
    with django_db_blocker.unblock():
        try:
            rows = Rows()
            for name in rows:
                rows[name]
            with fresh_index():
                yield Visitors(rows)
        finally:
            call_command("flush", verbosity=0, interactive=False)


@pytest.mark.parametrize("visitor", _VISITORS)
def test_no_request_breaks_the_portal(visitors: Visitors, visitor: str) -> None:
    random = Random(f"hostile {visitor}")  # noqa: S311  the same requests each time
    broken = {}
    for line in read_table(PAGE.read_text(encoding="utf-8")):
        for request in islice(hostile_requests(line, visitors.rows, random), _EACH):
            status = _status(visitors.client(visitor), request)
            if status >= 500:
                broken[str(line), request.method, request.path[:200], request.body[:300]] = status
    assert not broken


def _status(client: Client, request: Request) -> int:
    client.raise_request_exception = False
    with transaction.atomic():
        response = client.generic(
            request.method,
            request.path,
            request.body,
            request.content_type,
            headers=dict(request.headers),
        )
        with suppress(AttributeError):
            b"".join(response)
        transaction.set_rollback(True)
    return response.status_code
