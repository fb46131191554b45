"""What the engine is asked to count: each facet's values among what all other filters let through.

Facets that share their filters share one filter around them, and where no filter is in force there is none:
then the engine counts from what it knows of the whole index.
"""

from typing import Any, Final

from search.query.facets.facet import NONE, Facet, Order
from search.query.facets.filters import DECIDED, filtered_by, narrowing_clauses
from search.query.facets.known import FACETS
from search.query.request import Narrowing, SearchRequest, Show

MONTHS: Final = "months"
UNDATED: Final = "undated"
LETTERS: Final = "letters"
UNREAD: Final = "unread"
ASKED: Final = "asked"
# Letters are counted exactly up to so many and nearly beyond (some 0.8 %, 0.2 % for the finer); the cost is
# 16 KiB of the engine's memory for each value that is counted, 256 KiB for the finer.
LETTERS_EXACT: Final = 3_000
LETTERS_EXACT_FINER: Final = 40_000

_Aggregations = dict[str, Any]


def counting(request: SearchRequest) -> _Aggregations:
    """Aggregations for facets, months and totals of a result."""
    narrowing = request.narrowing
    groups: dict[str | None, _Aggregations] = {None: _totals()}
    for facet in FACETS:
        own = facet.name if filtered_by(narrowing, facet.name) else None
        groups.setdefault(own, {}).update(facet_counting(facet, request, facet.counted))
    groups.setdefault(DECIDED if narrowing.decided else None, {}).update(_month_counting(request))
    counted: _Aggregations = {}
    for own, aggregations in groups.items():
        counted |= _among(narrowing_clauses(narrowing, leave_out=own), own, aggregations)
    if narrowing:
        counted[ASKED] = {"filter": {"match_all": {}}}
    return counted


def facet_counting(facet: Facet, request: SearchRequest, size: int) -> _Aggregations:
    """The facet's `size` most frequent values, and those asked for, wherever they rank."""
    order = {"_key": "desc"} if facet.order is Order.LAST else {"_count": "desc"}
    # Of equally frequent values the engine takes the first by name: none comes without those above it.
    counted = {facet.name: _terms(facet, request, {"size": size, "order": order})}
    if asked := asked_values(facet, request.narrowing):
        counted[asked_name(facet)] = _terms(facet, request, {"include": asked, "size": len(asked)})
    return counted


def asked_values(facet: Facet, narrowing: Narrowing) -> list[str]:
    """The facet's values chosen or left out, each behind those above it."""
    named = (*narrowing.chosen.get(facet.name, ()), *narrowing.unwanted.get(facet.name, ()))
    return list(dict.fromkeys(one for value in named for one in [*facet.above(value), value]))


def asked_name(facet: Facet) -> str:
    return f"{facet.name}_{ASKED}"


def _among(clauses: list[dict[str, Any]], own: str | None, aggregations: _Aggregations) -> _Aggregations:
    if not clauses:
        return aggregations
    name = f"without_{own}" if own else "narrowed"
    return {name: {"filter": {"bool": {"filter": clauses}}, "aggs": aggregations}}


def _terms(facet: Facet, request: SearchRequest, options: dict[str, Any]) -> _Aggregations:
    exact = LETTERS_EXACT_FINER if facet.is_closed else LETTERS_EXACT
    return {"terms": {"field": facet.path, **options}, **_of_letters(request, exact)}


def _month_counting(request: SearchRequest) -> _Aggregations:
    # No empty buckets from the engine: one wrong date in a letter would ask for a thousand years of them.
    months = {"field": "decided_on", "calendar_interval": "month", "min_doc_count": 1}
    letters = _of_letters(request, LETTERS_EXACT)
    return {
        MONTHS: {"date_histogram": months, **letters},
        UNDATED: {"filter": {"term": {"decided_year": NONE}}, **letters},
    }


def _totals() -> _Aggregations:
    return {LETTERS: _letters(LETTERS_EXACT_FINER), UNREAD: {"filter": {"term": {"is_read": False}}}}


def _of_letters(request: SearchRequest, exact: int) -> _Aggregations:
    return {"aggs": {LETTERS: _letters(exact)}} if request.show is Show.LETTERS else {}


def _letters(exact: int) -> _Aggregations:
    return {"cardinality": {"field": "letter_id", "precision_threshold": exact}}
