"""The filters in force as clauses of the engine."""

from typing import Any, Final

from search.query.facets.facet import Facet
from search.query.facets.known import FACETS
from search.query.request import DateRange, Narrowing

# The name of the filter by dates, beside the facets' names.
DECIDED: Final = "decided"


def filter_for(facet: Facet, values: tuple[str, ...]) -> dict[str, Any]:
    """A clause that holds where the facet has any of the values."""
    return {"terms": {facet.path: list(values)}}


def decided_clause(decided: DateRange) -> dict[str, Any]:
    """A clause that holds for decisions of these days, not for those without a date."""
    bounds = {"gte": decided.first, "lte": decided.last}
    return {"range": {"decided_on": {bound: day.isoformat() for bound, day in bounds.items() if day}}}


def narrowing_clauses(narrowing: Narrowing, leave_out: str | None = None) -> list[dict[str, Any]]:
    """A clause for each filter in force, without those of the facet, or of the dates (`DECIDED`), named."""
    clauses: list[dict[str, Any]] = []
    for facet in FACETS:
        if facet.name == leave_out:
            continue
        if chosen := narrowing.chosen.get(facet.name):
            clauses.append(filter_for(facet, chosen))
        if unwanted := narrowing.unwanted.get(facet.name):
            clauses.append({"bool": {"must_not": [filter_for(facet, unwanted)]}})
    if narrowing.decided and leave_out != DECIDED:
        clauses.append(decided_clause(narrowing.decided))
    return clauses


def filtered_by(narrowing: Narrowing, name: str) -> bool:
    """Whether the facet of this name, or the dates (`DECIDED`), narrow the result."""
    if name == DECIDED:
        return bool(narrowing.decided)
    return bool(narrowing.chosen.get(name) or narrowing.unwanted.get(name))
