"""A search request to the body that the engine gets. Pure: the same request gives the same body."""

from typing import Any

from search.query.builder.clauses import node_clause
from search.query.builder.fields import TEXTS, Clause
from search.query.builder.highlight import highlight
from search.query.builder.scoring import SCORERS, concepts_must
from search.query.builder.size import LIMIT, clause_count, that_fit
from search.query.facets import counting, narrowing_clauses
from search.query.request import WINDOW, Match, SearchRequest, Show, Sort
from search.query.understanding import understand

# Long texts and what only the builder needs stay in the engine.
_LEFT_THERE = [
    *(name for name in TEXTS if name not in {"treatment", "requested"}),
    "guideline_words",
    "section_words",
]
SOURCE = {"excludes": _LEFT_THERE}
OTHERS = "others"
# As many as the engine gives (`index.max_inner_result_window`); letters of more items are not known.
_OTHERS_LIMIT = 100


def build(request: SearchRequest, timeout_ms: int) -> dict[str, Any]:
    """The whole request: one page of results, facets, counts and passages in one.

    The filters are a post filter, so that each facet can be counted without its own.
    """
    body: dict[str, Any] = {
        "query": query_for(request),
        "aggs": counting(request),
        "sort": sort_of(request),
        "size": request.page_size if request.after else min(request.page_size, WINDOW - request.offset),
        "track_total_hits": True,
        "highlight": highlight(request.question, request.literal),
        "_source": SOURCE,
        "timeout": f"{timeout_ms}ms",
    }
    if request.narrowing:
        body["post_filter"] = {"bool": {"filter": narrowing_clauses(request.narrowing)}}
    if request.after:
        body["search_after"] = list(request.after.values)
    else:
        body["from"] = request.offset
    if request.show is Show.LETTERS:
        body["collapse"] = _collapse()
    return body


def query_for(request: SearchRequest) -> Clause:
    """What is wanted must be there, what is unwanted not; scorers decide the order alone."""
    understood = understand(request.question, request.literal)
    if request.question.is_empty:
        return {"match_all": {}}
    must = concepts_must(understood, most=request.match is Match.MOST)
    must += [node_clause(node, request.literal) for node in understood.required]
    must_not = [node_clause(node, request.literal) for node in understood.unwanted]
    scorers = (clause for scorer in SCORERS for clause in scorer(understood))
    return {
        "bool": {
            "must": must or [{"match_all": {}}],
            "must_not": must_not,
            "should": that_fit(scorers, LIMIT - clause_count([must, must_not])),
        }
    }


def matching_clause(request: SearchRequest) -> Clause:
    """Which decisions are in the request's result, filters included, and nothing of their order.

    Where the request names no match, all words must stand in a decision.
    """
    understood = understand(request.question, request.literal)
    must = concepts_must(understood, most=request.match is Match.MOST)
    must += [node_clause(node, request.literal) for node in understood.required]
    must_not = [node_clause(node, request.literal) for node in understood.unwanted]
    return {"bool": {"filter": must + narrowing_clauses(request.narrowing), "must_not": must_not}}


def sort_of(request: SearchRequest) -> list[Clause]:
    """The order, with ties broken so that pages never overlap."""
    newest: Clause = {"decided_on": {"order": "desc", "missing": "_last"}}
    oldest: Clause = {"decided_on": {"order": "asc", "missing": "_last"}}
    ties: list[Clause] = [{"letter_id": "desc"}, {"number": "asc"}]
    if request.sort is Sort.OLDEST:
        return [oldest, *ties]
    if request.sort is Sort.NEWEST or not understand(request.question, request.literal).is_scored:
        return [newest, *ties]
    return [{"_score": "desc"}, newest, *ties]


def _collapse() -> Clause:
    """Each letter once; its determinations that match, one line each."""
    return {
        "field": "letter_id",
        "inner_hits": {
            "name": OTHERS,
            "size": _OTHERS_LIMIT,
            "sort": [{"number": "asc"}],
            "_source": ["reference", "letter", "number", "treatment", "outcome"],
        },
    }
