"""An index of another version is not searched."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from search.index import readiness
from search.index.engine import engine_errors, indexing_client
from search.index.errors import EngineUnavailable
from search.index.rebuild import rebuild


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """As a process that has just started."""
    known = set(readiness._ready)
    readiness._ready.clear()
    yield
    readiness._ready.clear()
    readiness._ready.update(known)


def make_it_of_another_version(name: str) -> None:
    with engine_errors():
        indexing_client().indices.put_mapping(index=name, body={"_meta": {"definition": "of yesterday"}})


def test_an_index_of_this_code_is_searched(index: str) -> None:
    readiness.require_index_of_this_code()


def test_an_index_of_another_version_is_refused_until_it_is_made_anew(index: str) -> None:
    make_it_of_another_version(index)
    for _ in range(2):
        with pytest.raises(EngineUnavailable):
            readiness.require_index_of_this_code()
    rebuild()
    readiness.require_index_of_this_code()


def test_it_is_asked_once_a_process(index: str) -> None:
    readiness.require_index_of_this_code()
    make_it_of_another_version(index)
    readiness.require_index_of_this_code()


def test_a_missing_index_is_refused(engine: None, settings: Any) -> None:
    settings.SEARCH_ALIAS = f"{settings.SEARCH_ALIAS}-missing"
    with pytest.raises(EngineUnavailable):
        readiness.require_index_of_this_code()


@pytest.mark.parametrize(
    "address", ["/?q=knee", "/facet/specialty", "/api/v1/determinations?q=knee", "/export.csv?q=knee"]
)
def test_every_door_says_to_come_back(index: str, stranger: Client, address: str) -> None:
    make_it_of_another_version(index)
    response = stranger.get(address)
    assert response.status_code == 503
    assert response["Retry-After"]
