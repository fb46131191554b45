"""A search request to the engine's request for its statistics, with or without its best decisions. Pure.

Each outcome is counted by itself: the engine counts the values of two filters twice as fast as outcomes
below values, and the sum of two complete lists is exact.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from search.letters.facts import OVERTURNED, UPHELD
from search.query.builder import matching_clause, query_for, sort_of
from search.query.builder.body import SOURCE
from search.query.builder.highlight import highlight
from search.query.facets import narrowing_clauses
from search.query.request import Narrowing, SearchRequest
from search.query.shares import OUTCOME
from search.query.statistics.dimensions import Dimension

SIDES: Final = (UPHELD, OVERTURNED)
# More values than any list has by far; of more, the most frequent ones are read.
ROWS_READ: Final = 10_000
_Clause = dict[str, Any]


def without_outcome(request: SearchRequest) -> SearchRequest:
    """The same question with its filters, whatever the outcome; from its first page."""
    narrowing = request.narrowing
    chosen, unwanted = (
        {name: values for name, values in filters.items() if name != OUTCOME}
        for filters in (narrowing.chosen, narrowing.unwanted)
    )
    return replace(request, narrowing=Narrowing(chosen, unwanted, narrowing.decided), page=1, after=None)


def statistics_body(
    request: SearchRequest,
    dimensions: Sequence[Dimension],
    timeout_ms: int,
    *,
    hits: int = 0,
    is_marked: bool = True,
) -> _Clause:
    """Outcomes of all determinations that the request finds, as a whole and by each dimension.

    The request is taken as it stands, its outcome filter too: see `without_outcome`. With `hits`, its first
    ones come in the same answer, in the request's order, with their passages unless `is_marked` is False:
    these take the engine longer than finding.
    """
    body: _Clause = {
        "query": matching_clause(request),
        "aggs": {side: _of_side(side, dimensions) for side in SIDES},
        "size": hits,
        "track_total_hits": True,
        "timeout": f"{timeout_ms}ms",
    }
    if hits:
        body |= _with_hits(request, is_marked=is_marked)
    return body


def _of_side(side: str, dimensions: Sequence[Dimension]) -> _Clause:
    counted = {one.name: {"terms": {"field": one.path, "size": ROWS_READ}} for one in dimensions}
    return {"filter": {"term": {OUTCOME: side}}, **({"aggs": counted} if counted else {})}


def _with_hits(request: SearchRequest, *, is_marked: bool) -> _Clause:
    filters = narrowing_clauses(request.narrowing)
    marked = {"highlight": highlight(request.question, request.literal)} if is_marked else {}
    return marked | {
        "query": {"bool": {"must": [query_for(request)], "filter": filters}},
        "sort": sort_of(request),
        "_source": SOURCE,
    }
