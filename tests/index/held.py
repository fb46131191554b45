"""What the index holds, read past the code that is tested."""

from typing import Any

from django.conf import settings

from search.index.engine import indexing_client


def documents(index: str | None = None) -> dict[str, dict[str, Any]]:
    """Every document of the index behind the alias, or of the one named, by its identifier."""
    name, client = index or settings.SEARCH_ALIAS, indexing_client()
    client.indices.refresh(index=name)
    hits = client.search(index=name, body={"size": 10_000, "query": {"match_all": {}}})["hits"]["hits"]
    return {hit["_id"]: hit["_source"] for hit in hits}


def revisions(index: str | None = None) -> dict[str, int]:
    """The revision of each document."""
    return {key: document["revision"] for key, document in documents(index).items()}
