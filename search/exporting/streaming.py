"""A result read from the engine batch by batch and written as it comes, in constant memory."""

import logging
from collections.abc import Callable, Generator, Iterator
from typing import Any, Self

from search.exporting.columns import FIELDS, Found, row_of
from search.exporting.formats import Format
from search.index.errors import EngineError
from search.index.point_in_time import PointInTime
from search.query.builder import query_for, sort_of
from search.query.facets import narrowing_clauses
from search.query.request import Match, SearchRequest

log = logging.getLogger(__name__)

BATCH = 500
_BROKEN_OFF = "The search engine failed in the middle of this export. Rows are missing: export it again."


class Export(Iterator[bytes]):
    """The rows of a result in the result's order, as they stood when it was opened. Close it, also early."""

    def __init__(self, request: SearchRequest, form: Format, letter_url: Callable[[str], str]) -> None:
        """Open it and read the first batch, so that an engine that is away is known before the answer begins.

        Args:
            request: what `find` has answered, with the match that it chose; its page does not count.
            form: how rows are written.
            letter_url: gives a letter's address for its reference.

        Raises:
            EngineUnavailable: no engine, no index, or no answer in time.
            EngineRefused: the engine does not take the request.
        """
        self._form, self._letter_url = form, letter_url
        self._has_near_matches = request.match is Match.MOST
        self._moment = PointInTime()
        try:
            self._batches = self._moment.batches(export_body(request))
            self._first = next(self._batches, [])
        except BaseException:
            self._moment.close()
            raise
        self._chunks = self._written()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        """End it and let the engine forget the moment; the web server calls it, also when the client went."""
        self._chunks.close()
        self._moment.close()

    def _written(self) -> Generator[bytes, None, None]:
        try:
            yield (self._form.head() + self._batch(self._first)).encode()
            for hits in self._batches:
                yield self._batch(hits).encode()
        except EngineError:
            log.exception("An export broke off")
            yield self._form.failure(_BROKEN_OFF).encode()
        finally:
            self._moment.close()

    def _batch(self, hits: list[Any]) -> str:
        return self._form.batch(
            row_of(Found.of(hit, self._letter_url, self._has_near_matches)) for hit in hits
        )


def export_body(request: SearchRequest) -> dict[str, Any]:
    """A batch of the result: the question and order of its pages, the filters, and nothing but facts."""
    return {
        "query": {"bool": {"must": [query_for(request)], "filter": narrowing_clauses(request.narrowing)}},
        "sort": sort_of(request),
        "size": BATCH,
        "track_total_hits": False,
        "_source": list(FIELDS),
    }
