"""The facets: what a result can be narrowed by, and how each is asked for and counted.

Values are joined by OR inside a facet and by AND across facets; a facet's own choice does not narrow its
own counts, so that its other values stay choosable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from search.letters.facts import OUTCOMES
from search.letters.reasons import REASONS
from search.query.request import Narrowing, SearchRequest

NONE = "none"


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet over one keyword field; `none` is the name of the bucket of documents without a value."""

    name: str
    label: str
    path: str
    none: str
    labels: Mapping[str, str] = field(default_factory=dict)
    limit: int = 60
    by_value: bool = False

    def label_of(self, value: str) -> str:
        return self.none if value == NONE else self.labels.get(value, value)


FACETS: tuple[Facet, ...] = (
    Facet(
        "outcome",
        "Outcome",
        "outcome",
        "Not read",
        OUTCOMES,
    ),
    Facet("category", "Treatment category", "category", "Not read"),
    Facet("reason", "Reviewer’s reasons", "reasons", "Not read", REASONS),
    Facet("guideline", "Guideline the reviewer used", "guideline_families", "None cited"),
    Facet("specialty", "Reviewer’s specialty", "specialties", "Not stated", limit=100),
    Facet("year", "Year decided", "decided_year", "No date in the letter", by_value=True),
)
FACETS_BY_NAME = {facet.name: facet for facet in FACETS}


def filter_for(facet: Facet, values: tuple[str, ...]) -> dict[str, Any]:
    """A clause that holds where the facet has any of the values."""
    named = [value for value in values if value != NONE]
    clauses: list[dict[str, Any]] = []
    if named:
        clauses.append({"terms": {facet.path: named}})
    if NONE in values:
        clauses.append({"bool": {"must_not": {"exists": {"field": facet.path}}}})
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses, "minimum_should_match": 1}}


def narrowing_clauses(narrowing: Narrowing, leave_out: str | None = None) -> list[dict[str, Any]]:
    """A clause for each filter in force, those of one facet left out where named."""
    clauses = []
    for facet in FACETS:
        if facet.name == leave_out:
            continue
        if chosen := narrowing.chosen.get(facet.name):
            clauses.append(filter_for(facet, chosen))
        if unwanted := narrowing.unwanted.get(facet.name):
            clauses.append({"bool": {"must_not": [filter_for(facet, unwanted)]}})
    return clauses


def counting(request: SearchRequest) -> dict[str, Any]:
    """Aggregations: each facet's values among what all other filters let through, and totals."""
    narrowing = request.narrowing
    return {facet.name: _aggregation(facet, narrowing) for facet in FACETS} | {
        "found": {
            "filter": {"bool": {"filter": narrowing_clauses(narrowing)}},
            "aggs": {
                "letters": {"cardinality": {"field": "letter_id", "precision_threshold": 40_000}},
                "unread": {"filter": {"term": {"is_read": False}}},
            },
        },
        "asked": {"filter": {"match_all": {}}},
    }


def _aggregation(facet: Facet, narrowing: Narrowing) -> dict[str, Any]:
    order = {"_key": "desc"} if facet.by_value else {"_count": "desc"}
    terms: dict[str, Any] = {"field": facet.path, "size": facet.limit, "order": order}
    counts: dict[str, Any] = {"values": {"terms": terms}, "none": {"missing": {"field": facet.path}}}
    if named := [value for value in narrowing.chosen.get(facet.name, ()) if value != NONE]:
        # Chosen values are counted even where they are not among the most frequent.
        counts["chosen"] = {"terms": {"field": facet.path, "include": named, "size": len(named)}}
    return {
        "filter": {"bool": {"filter": narrowing_clauses(narrowing, leave_out=facet.name)}},
        "aggs": counts,
    }
