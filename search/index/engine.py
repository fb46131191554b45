"""The one door to OpenSearch: two connections, and its errors as ours."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from django.conf import settings
from opensearchpy import OpenSearch
from opensearchpy.connection.connections import get_connection
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import OpenSearchException, TransportError

from search.index.errors import EngineRefused, EngineUnavailable
from search.index.withheld import without_withheld

_LATER = {408, 429, 502, 503, 504}
# Of several asked as one, one that the engine fails at is told by this status alone.
_TROUBLE = 500


def search_client() -> OpenSearch:
    """The client for pages: gives up after SEARCH_TIMEOUT seconds."""
    return cast(OpenSearch, get_connection("default"))


def indexing_client() -> OpenSearch:
    """The client for writing: a bulk request may take a minute."""
    return cast(OpenSearch, get_connection("indexing"))


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn the client's errors into `EngineUnavailable` and `EngineRefused`."""
    try:
        yield
    except NoConnection as error:
        raise EngineUnavailable("The search engine does not answer.") from error
    except TransportError as error:
        raise _translated(error) from error
    except OpenSearchException as error:
        raise EngineRefused(str(error)) from error


def _translated(error: TransportError) -> EngineUnavailable | EngineRefused:
    if error.status_code in _LATER:
        return EngineUnavailable(f"The search engine is busy ({error.status_code}).")
    if error.error == "index_not_found_exception":
        return EngineUnavailable("The search index is not built yet.")
    return EngineRefused(f"{error.status_code} {error.error}: {error.info}")


def search(body: Mapping[str, Any], *, is_kept: bool = False) -> dict[str, Any]:
    """Run one search request on the alias; with `is_kept` the engine keeps the answer until it refreshes.

    Hits of letters that the database does not show any more are left out.

    Raises:
        EngineUnavailable: no engine, no index, or no answer in time.
        EngineRefused: the engine does not take the request.
    """
    with engine_errors():
        kept = {"request_cache": "true"} if is_kept else {}
        answer = whole(search_client().search(index=settings.SEARCH_ALIAS, body=dict(body), params=kept))
    return _public([answer])[0]


def search_many(bodies: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Run several search requests on the alias as one; the answers in their order.

    Hits of letters that the database does not show any more are left out.

    Raises:
        EngineUnavailable: no engine, no index, or no answer in time to each of them.
        EngineRefused: the engine does not take one of the requests.
    """
    lines = [line for body in bodies for line in ({}, dict(body))]
    if not lines:
        return []
    with engine_errors():
        answer = search_client().msearch(index=settings.SEARCH_ALIAS, body=lines)
    return _public([whole(response) for response in answer["responses"]])


def _public(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers without the hits of withheld letters: one query for all of them."""
    hits = [hit for answer in answers for hit in answer["hits"]["hits"]]
    shown = {hit["_id"] for hit in without_withheld(hits)}
    for answer in answers:
        answer["hits"]["hits"] = [hit for hit in answer["hits"]["hits"] if hit["_id"] in shown]
    return answers


def timeout_ms() -> int:
    """When the engine is to give up: a little before the connection does, so that it says so."""
    return int(settings.ENVIRONMENT.search_timeout * 1000 * 0.8)


def whole(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer for all the letters; several asked as one have their errors in them.

    Raises:
        EngineUnavailable: the engine is too busy or in trouble, or answered for a part only.
        EngineRefused: the engine does not take the request.
    """
    if "error" in answer:
        if answer["status"] in _LATER or answer["status"] >= _TROUBLE:
            raise EngineUnavailable(f"The search engine is busy ({answer['status']}).")
        raise EngineRefused(str(answer["error"]))
    if answer["_shards"]["failed"] or answer["timed_out"]:
        raise EngineUnavailable("The search engine answered for a part of the letters only.")
    return cast(dict[str, Any], answer)
