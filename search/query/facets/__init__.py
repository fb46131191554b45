"""The facets: what a result can be narrowed by, and how each is asked for, counted and read.

Values are joined by OR inside a facet and by AND across facets; a facet's own choice does not narrow its
own counts, so that its other values stay choosable. Values left out are joined by AND NOT.
"""

from search.query.facets.aggregations import counting
from search.query.facets.counts import FacetCounts, FacetValue, Histogram, MonthCount
from search.query.facets.facet import NONE, Facet
from search.query.facets.filters import narrowing_clauses
from search.query.facets.known import FACETS, FACETS_BY_NAME

__all__ = [
    "FACETS",
    "FACETS_BY_NAME",
    "NONE",
    "Facet",
    "FacetCounts",
    "FacetValue",
    "Histogram",
    "MonthCount",
    "counting",
    "narrowing_clauses",
]
