"""The index as it stands at one moment, to be read in batches while letters come and go."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any, Self

from django.conf import settings

from search.index.engine import engine_errors, search_client
from search.index.errors import EngineError, EngineUnavailable
from search.index.withheld import without_withheld

log = logging.getLogger(__name__)

# A reader may be slow to take a batch; the engine gives up a moment that nobody has asked of for so long.
_KEPT = "5m"
# A batch holds far more than a page, and nobody waits for it before a page.
_BATCH_SECONDS = 30


class PointInTime:
    """A moment of the index. The engine holds it open until `close`, so close it whatever happens."""

    def __init__(self) -> None:
        """Open it.

        Raises:
            EngineUnavailable: no engine, no index, or it holds too many moments open already.
        """
        with engine_errors():
            opened = search_client().create_pit(index=settings.SEARCH_ALIAS, params={"keep_alive": _KEPT})
        self._id: str | None = opened["pit_id"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def batches(self, body: Mapping[str, Any]) -> Iterator[list[Mapping[str, Any]]]:
        """What a request finds, at most `size` hits at a time; its sort must tell all documents apart.

        Hits of letters that the database does not show any more are left out.

        Raises:
            EngineUnavailable: no engine, or no full answer in time.
            EngineRefused: the engine does not take the request, or has given the moment up.
        """
        after: dict[str, Any] = {}
        while True:
            hits = self._hits({**body, **after, "pit": {"id": self._id, "keep_alive": _KEPT}})
            if shown := without_withheld(hits):
                yield shown
            if len(hits) < body["size"]:
                return
            after = {"search_after": hits[-1]["sort"]}

    def close(self) -> None:
        """Let the engine forget the moment; at most once."""
        if self._id is None:
            return
        identifier, self._id = self._id, None
        try:
            with engine_errors():
                search_client().delete_pit(body={"pit_id": [identifier]})
        except EngineError as error:
            log.warning("A point in time stays open in the engine for %s: %s", _KEPT, error)

    def _hits(self, body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        with engine_errors():
            answer = search_client().search(body=dict(body), params={"request_timeout": _BATCH_SECONDS})
        if answer["_shards"]["failed"] or answer["timed_out"]:
            raise EngineUnavailable("The search engine answered for a part of the letters only.")
        self._id = answer["pit_id"]
        hits: list[Mapping[str, Any]] = answer["hits"]["hits"]
        return hits
