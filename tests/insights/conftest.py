from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.insights.letters import store_letters
from tests.searchable import searchable


@pytest.fixture(scope="module")
def letters(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The letters of `tests.insights.letters`, searchable."""
    with searchable(store_letters, django_db_blocker):
        yield
