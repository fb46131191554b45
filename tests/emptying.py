"""Emptying a test's database: counters go too, and the audit trail, which the portal never lets happen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from search.traces.append_only import protect, unprotect


@contextmanager
def emptying_allowed() -> Iterator[None]:
    """Meanwhile a flush (the end of every test with transactions) empties the audit trail as well."""
    operations = type(connection.ops)
    flush: Callable[..., None] = operations.execute_sql_flush

    def without_protection(self: Any, statements: list[str]) -> None:
        unprotect(connection)
        try:
            # The table of counters is no model's, so a flush leaves it.
            flush(self, [*statements, "DELETE FROM search_cache"])
        finally:
            protect(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", without_protection)
        yield
