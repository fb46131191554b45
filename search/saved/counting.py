"""How many decisions saved searches find now, how many of them new: two requests for all of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from search.index.engine import search_many, timeout_ms
from search.index.readiness import require_index_of_this_code
from search.models import SavedQuery
from search.news.matching import matching_each
from search.query.builder import matching_clause
from search.query.request import SearchRequest


@dataclass(frozen=True, slots=True)
class Counted:
    """What a saved search finds: decisions now, and those with news since its owner looked last."""

    decisions: int
    new: int


def counted(searches: Mapping[SavedQuery, SearchRequest]) -> dict[SavedQuery, Counted]:
    """The counts of each saved search: decisions that hold all its words, where it names no match.

    Raises:
        EngineUnavailable: the engine is away, or did not answer for all of them in time.
        EngineRefused: the engine does not take one of them, a fault of ours.
    """
    require_index_of_this_code()
    answers = search_many(map(_body, searches.values()))
    found = matching_each([(request, saved.looked_position) for saved, request in searches.items()])
    return {
        saved: Counted(answer["hits"]["total"]["value"], len(new))
        for saved, answer, new in zip(searches, answers, found, strict=True)
    }


def _body(request: SearchRequest) -> dict[str, Any]:
    # A letter that could not be read is found, but is no decision.
    clauses = [matching_clause(request), {"term": {"is_read": "true"}}]
    return {
        "query": {"bool": {"filter": clauses}},
        "size": 0,
        "track_total_hits": True,
        "timeout": f"{timeout_ms()}ms",
    }
