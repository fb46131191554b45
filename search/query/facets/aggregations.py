"""What the engine is asked to count: each facet's values among what all other filters let through.

Facets that share their filters share one filter around them, and where no filter is in force there is none:
then the engine counts from what it knows of the whole index.
"""

from typing import Any, Final

from search.query.facets.facet import Facet, Order
from search.query.facets.filters import DECIDED, filtered_by, narrowing_clauses
from search.query.facets.known import FACETS
from search.query.request import Narrowing, SearchRequest, Show

MONTHS: Final = "months"
LETTERS: Final = "letters"
UNREAD: Final = "unread"
ASKED: Final = "asked"
# More months than letters can be of; wrong dates in letters must not ask for more.
_MONTHS_LIMIT: Final = 1_200
# A value's letters are counted exactly up to so many and nearly beyond (1 or 2 %). A finer count costs the
# engine more memory for each value, and time: at a million decisions twice as much for 3,000.
LETTERS_EXACT: Final = 1_000
ALL_LETTERS_EXACT: Final = 40_000

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
    return {"terms": {"field": facet.path, **options}, **_of_letters(request)}


def _month_counting(request: SearchRequest) -> _Aggregations:
    months = {"field": "decided_month", "size": _MONTHS_LIMIT, "order": {"_key": "desc"}}
    return {MONTHS: {"terms": months, **_of_letters(request)}}


def _totals() -> _Aggregations:
    # Terms, not a filter: of all documents the engine knows their counts without a look at each.
    return {LETTERS: _letters(ALL_LETTERS_EXACT), UNREAD: {"terms": {"field": "is_read"}}}


def _of_letters(request: SearchRequest) -> _Aggregations:
    return {"aggs": {LETTERS: _letters(LETTERS_EXACT)}} if request.show is Show.LETTERS else {}


def _letters(exact: int) -> _Aggregations:
    return {"cardinality": {"field": "letter_id", "precision_threshold": exact}}
