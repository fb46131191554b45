"""A small index of determinations with its suggestions."""

from collections.abc import Callable

import pytest

from search.suggesting.building import build_suggestions


@pytest.fixture
def make_suggestible(make_searchable: Callable[[], None]) -> Callable[[], None]:
    """Call it to write waiting letters to the index and build the suggestions anew."""

    def write() -> None:
        make_searchable()
        build_suggestions()

    return write
