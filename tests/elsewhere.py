"""Something done at the same time, on a connection of its own, for tests of row locks.

SQLite lets one transaction write at a time; these things happen on PostgreSQL alone.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

import pytest
from django.db import connection

SECONDS: Final = 30
Elsewhere = Callable[[Callable[[], Any]], "Future[Any]"]

row_locks = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no single rows")


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """Does something on a connection of its own; returns once it is done or waits for a lock."""
    with ThreadPoolExecutor(4) as pool:

        def do(act: Callable[[], Any]) -> "Future[Any]":
            doing = pool.submit(_on_own_connection, act)
            end = time.monotonic() + SECONDS
            while not doing.done() and not _somebody_waits() and time.monotonic() < end:
                time.sleep(0.02)
            return doing

        yield do


def _on_own_connection(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])
