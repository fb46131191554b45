"""The engine, and a line to it that can fail."""

import os
import threading
from collections.abc import Iterator

import pytest
from django.conf import settings
from opensearchpy.connection.connections import connections

from search.models import Letter
from tests.factories import LetterFactory
from tests.index.line import Line

# More than a keyword can hold: the engine rejects the document.
TOO_LONG_FOR_A_KEYWORD = "x" * 40_000


@pytest.fixture
def line(index: str) -> Iterator[Line]:
    """The portal's connections lead over a line that a test can break."""
    broken = Line(os.environ["OPENSEARCH_URL"])
    threading.Thread(target=broken.serve_forever, args=(0.05,), daemon=True).start()
    connections.configure(
        **{
            name: {**options, "hosts": [broken.url], "timeout": 10}
            for name, options in settings.OPENSEARCH_DSL.items()
        }
    )
    yield broken
    connections.configure(**settings.OPENSEARCH_DSL)
    broken.shutdown()
    broken.server_close()


@pytest.fixture
def poisoned(index: str) -> Letter:
    """A letter that the engine rejects."""
    return LetterFactory.create(
        determinations=[{"reviewer_guidelines": [{"family": TOO_LONG_FOR_A_KEYWORD}]}, {}]
    )
