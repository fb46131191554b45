"""One facet's values under a search, all of them or those with typed words: for the page that lists them."""

from typing import Any, Final

from search.query.builder.body import query_for
from search.query.facets.aggregations import facet_counting
from search.query.facets.counts import FacetCounts, FacetValue
from search.query.facets.facet import NONE, Facet
from search.query.facets.filters import narrowing_clauses
from search.query.facets.ordering import Tree
from search.query.facets.reading import is_complete, read_values, unit_of
from search.query.facets.wording import folded
from search.query.request import SearchRequest

# So many values are looked through for typed words; rarer ones of a facet that has more are not found.
VALUES_READ: Final = 10_000
# The most characters of words that values are looked through for.
CONTAINS_LIMIT: Final = 100


def all_values_body(request: SearchRequest, facet: Facet, timeout_ms: int) -> dict[str, Any]:
    """The engine's request for the facet's values, among what question and all other filters let through."""
    narrowing = narrowing_clauses(request.narrowing, leave_out=facet.name)
    return {
        "query": {"bool": {"filter": [query_for(request), *narrowing]}},
        "aggs": facet_counting(facet, request, VALUES_READ),
        "size": 0,
        "track_total_hits": False,
        "timeout": f"{timeout_ms}ms",
    }


def read_all_values(
    request: SearchRequest, facet: Facet, answer: dict[str, Any], contains: str, size: int
) -> FacetCounts:
    """The `size` most frequent values whose words hold all typed ones, with those above them.

    `contains` is what was typed: each of its words has to be part of the value, small letters or not.
    """
    counted = answer["aggregations"]
    values = read_values(facet, counted, request)
    fitting = [value for value in values if _holds(facet, value, contains)]
    kept = sorted(fitting, key=lambda value: (-value.count, value.value))[:size]
    wanted = {one for value in kept for one in [*facet.above(value.value), value.value]}
    tree = Tree.of(facet, (value for value in values if value.value in wanted))
    other = len(fitting) - len(kept) if is_complete(facet, counted) else None
    return FacetCounts(facet, list(tree.shown(len(values))), other, unit_of(request))


def _holds(facet: Facet, value: FacetValue, contains: str) -> bool:
    words = folded(contains).split()
    names = f"{facet.full_label_of(value.value)} {'' if value.value == NONE else value.value}"
    return all(word in folded(names) for word in words)
