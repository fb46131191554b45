"""The index of suggestions: small, behind an alias of its own, always replaced as a whole."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django.conf import settings
from opensearchpy.helpers import streaming_bulk

from search.index.engine import engine_errors, indexing_client, search_client
from search.index.errors import EngineRefused, EngineUnavailable

# A longer word is found by its beginning.
LONGEST_BEGINNING = 20
# An index that no build can still be filling, unless it serves, was left behind by a worker that died.
_ABANDONED_AFTER = timedelta(hours=1)

_SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "analysis": {
        "filter": {
            "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": LONGEST_BEGINNING},
        },
        "analyzer": {
            # The portal folds words itself; the engine only keeps their beginnings.
            "beginnings": {"tokenizer": "keyword", "filter": ["beginnings"]},
        },
    },
}
_PROPERTIES: dict[str, Any] = {
    "text": {"type": "keyword", "index": False, "doc_values": False},
    "kind": {"type": "keyword"},
    "count": {"type": "integer", "index": False},
    "parameters": {"type": "keyword", "index": False, "doc_values": False},
    "words": {"type": "text", "analyzer": "beginnings", "search_analyzer": "keyword", "norms": False},
    "start": {"type": "keyword"},
    "weight": {"type": "float", "index": False},
}


@dataclass(frozen=True, slots=True)
class Build:
    """What a build was made of: the mark of its source, when it ended, and how many seconds it took."""

    source: str
    finished_at: str
    seconds: float


def suggestions_alias() -> str:
    return f"{settings.SEARCH_ALIAS}-suggestions"


def ask_suggestions(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sources of the suggestions that a request finds, none where no index is built yet.

    Raises:
        EngineUnavailable: the engine is away, or does not answer in time.
    """
    with engine_errors():
        answer = search_client().search(
            index=suggestions_alias(), body=dict(body), params={"ignore_unavailable": "true"}
        )
    if answer["_shards"]["failed"] or answer["timed_out"]:
        raise EngineUnavailable("The search engine did not look through all suggestions.")
    return [cast(dict[str, Any], hit["_source"]) for hit in answer["hits"]["hits"]]


def source_mark() -> str:
    """A mark of all that was ever written to the index of determinations: it changes with each write.

    Raises:
        EngineUnavailable: the engine or the index is not there.
    """
    with engine_errors():
        shown = indexing_client().indices.stats(
            index=settings.SEARCH_ALIAS, metric="docs", params={"level": "shards"}
        )
    (name, index), *_ = shown["indices"].items()
    written = max(shard["seq_no"]["max_seq_no"] for copies in index["shards"].values() for shard in copies)
    return f"{name}:{written}"


def last_build() -> Build | None:
    """How the serving suggestions were built; None where there are none, or other code made them."""
    with engine_errors():
        client = indexing_client()
        if not client.indices.exists_alias(name=suggestions_alias()):
            return None
        (index,) = client.indices.get_mapping(index=suggestions_alias()).values()
    meta = index["mappings"]["_meta"]
    return Build(**meta["build"]) if meta["definition"] == _definition_mark() else None


def replace_suggestions(documents: Iterable[Mapping[str, Any]], source: str, started_at: datetime) -> int:
    """Write a new index of these documents and let it serve instead of the one before. Returns how many.

    Raises:
        EngineError: the engine failed; the suggestions before still serve.
    """
    name = f"{suggestions_alias()}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    with engine_errors():
        client = indexing_client()
        mappings = {"dynamic": "strict", "properties": _PROPERTIES}
        client.indices.create(index=name, body={"settings": _SETTINGS, "mappings": mappings})
        try:
            count = _write(documents, name)
            finished_at = datetime.now(UTC)
            build = Build(source, finished_at.isoformat(), (finished_at - started_at).total_seconds())
            meta = {"definition": _definition_mark(), "build": asdict(build)}
            client.indices.put_mapping(index=name, body={"_meta": meta})
            client.indices.refresh(index=name)
        except BaseException:
            client.indices.delete(index=name)
            raise
        _let_serve(name)
    return count


def suggestion_indices() -> list[str]:
    """The physical indices of suggestions, oldest first."""
    with engine_errors():
        found = indexing_client().indices.get(index=f"{suggestions_alias()}-2*", allow_no_indices=True)
    ours = re.compile(rf"{re.escape(suggestions_alias())}-\d{{20}}")
    return sorted(filter(ours.fullmatch, found))


def _write(documents: Iterable[Mapping[str, Any]], name: str) -> int:
    count = 0
    actions = ({"_index": name, "_source": dict(document)} for document in documents)
    # A suggestion that the engine rejects is a fault of ours: nothing half is to serve.
    for succeeded, result in streaming_bulk(
        indexing_client(), actions, chunk_size=2000, max_retries=3, raise_on_error=False
    ):
        if not succeeded:
            raise EngineRefused(f"The index of suggestions rejects a document: {result}")
        count += 1
    return count


def _let_serve(name: str) -> None:
    """Swap the alias in one step; delete what served before, and what a dead worker left half-built."""
    client, alias = indexing_client(), suggestions_alias()
    served: set[str] = set()
    if client.indices.exists_alias(name=alias):
        served = set(client.indices.get_alias(name=alias))
    actions = [
        {"remove": {"index": f"{alias}-*", "alias": alias, "must_exist": False}},
        {"add": {"index": name, "alias": alias}},
    ]
    client.indices.update_aliases(body={"actions": actions})
    abandoned = f"{alias}-{datetime.now(UTC) - _ABANDONED_AFTER:%Y%m%d%H%M%S%f}"
    for old in suggestion_indices():
        if old != name and (old in served or old < abandoned):
            client.indices.delete(index=old, params={"ignore_unavailable": "true"})


def _definition_mark() -> str:
    return hashlib.sha256(json.dumps([_SETTINGS, _PROPERTIES]).encode()).hexdigest()[:16]
