"""Counting in the index of determinations: whole fields, and many questions at once."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.conf import settings

from search.index.engine import engine_errors, indexing_client
from search.index.errors import EngineRefused, EngineUnavailable

_VALUES_AT_ONCE = 10_000
_QUESTIONS_AT_ONCE = 200
_MOST_VALUES = 10_000


def every_value(field: str) -> Iterator[tuple[str, int]]:
    """All values of a keyword field, in their order, with the number of documents that have each.

    Raises:
        EngineUnavailable: the engine or the index is not there.
    """
    values = {"size": _VALUES_AT_ONCE, "sources": [{"value": {"terms": {"field": field}}}]}
    while True:
        found = _ask({"values": {"composite": values}})["values"]
        for bucket in found["buckets"]:
            yield bucket["key"]["value"], bucket["doc_count"]
        if "after_key" not in found:
            return
        values["after"] = found["after_key"]


def values_of(fields: Iterable[str]) -> dict[str, dict[str, int]]:
    """For each keyword field of few values, how many documents have each value.

    Raises:
        EngineUnavailable: the engine or the index is not there.
    """
    names = list(fields)
    found = _ask({name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in names})
    return {name: {b["key"]: b["doc_count"] for b in found[name]["buckets"]} for name in names}


def counts_of(clauses: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """How many documents hold each clause, in order; asked some hundreds at a time.

    Raises:
        EngineUnavailable: the engine or the index is not there.
        EngineRefused: the engine does not take a clause, a fault of ours.
    """
    waiting = iter(clauses)
    while several := list(islice(waiting, _QUESTIONS_AT_ONCE)):
        lines: list[Mapping[str, Any]] = []
        for clause in several:
            # As a filter nothing is scored.
            query = {"bool": {"filter": [clause]}}
            lines += [{}, {"query": query, "size": 0, "track_total_hits": True}]
        with engine_errors():
            # One after the other: whoever searches meanwhile is not to wait for these.
            answer = indexing_client().msearch(
                index=settings.SEARCH_ALIAS, body=lines, params={"max_concurrent_searches": 1}
            )
        for response in answer["responses"]:
            if "error" in response:
                raise EngineRefused(str(response["error"]))
            yield int(response["hits"]["total"]["value"])


def _ask(aggregations: Mapping[str, Any]) -> dict[str, Any]:
    body = {"size": 0, "track_total_hits": False, "aggs": dict(aggregations)}
    with engine_errors():
        answer = indexing_client().search(index=settings.SEARCH_ALIAS, body=body)
    if answer["_shards"]["failed"] or answer["timed_out"]:
        raise EngineUnavailable("The search engine counted a part of the letters only.")
    counted: dict[str, Any] = answer["aggregations"]
    return counted
