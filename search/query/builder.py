"""A search request to the body that the engine gets. Pure: the same request gives the same body."""

from typing import Any

from search.query.facets import FACETS, aggregation, filters
from search.query.request import Match, SearchRequest, Sort
from search.query.syntax import Question

# What a reader remembers of a decision is its treatment; the reviewer's words count before the story.
WEIGHTS = {
    "treatment": 4.0,
    "requested": 1.0,
    "rationale": 2.0,
    "case_summary": 1.0,
    "citations": 0.6,
    "unread_text": 1.0,
}
_NEAR = 12
# One of two words, two of three or four, beyond that three in five.
_MOST = "1<-1 3<60%"
_SNIPPET_CHARACTERS = 240
_ANALYZED_CHARACTERS = 1_000_000
MARK_START, MARK_END = "<mark>", "</mark>"

Clause = dict[str, Any]


def build(request: SearchRequest, timeout_ms: int) -> dict[str, Any]:
    """The whole request: hits, facets, counts and snippets in one.

    The facets' choices are a post filter, so that each facet can be counted without its own.
    """
    return {
        "query": query_for(request.question, request.match),
        "post_filter": {"bool": {"filter": filters(request.chosen)}},
        "aggs": {facet.name: aggregation(facet, request.chosen) for facet in FACETS}
        | {"found": _found(request), "asked": {"filter": {"match_all": {}}}},
        "sort": _sort(request),
        "from": request.offset,
        "size": request.page_size,
        "track_total_hits": True,
        "highlight": highlight(request.question),
        "_source": {"excludes": ["rationale", "case_summary", "citations", "unread_text"]},
        "timeout": f"{timeout_ms}ms",
    }


def query_for(question: Question, match: Match = Match.ALL) -> Clause:
    """What is wanted must be there, what is unwanted not; nearness and the treatment decide the order."""
    if question.is_empty:
        return {"match_all": {}}
    must = [_phrase(phrase) for phrase in question.phrases]
    if question.words:
        must.insert(0, _words(" ".join(question.words), match))
    if question.case_numbers:
        must.append({"constant_score": {"filter": {"terms": {"case_number": list(question.case_numbers)}}}})
    return {
        "bool": {
            "must": must or [{"match_all": {}}],
            "must_not": [_phrase(unwanted) for unwanted in question.unwanted],
            "should": _nearness(question),
        }
    }


def _words(text: str, match: Match) -> Clause:
    """Each word in some field: a reader's words are spread over the treatment and the story."""
    how_many = {"operator": "and"} if match is Match.ALL else {"minimum_should_match": _MOST}
    return {
        "multi_match": {
            "query": text,
            "type": "cross_fields",
            "fields": [f"{name}^{weight}" for name, weight in WEIGHTS.items()],
            **how_many,
        }
    }


def _phrase(text: str) -> Clause:
    fields = [f"{name}.exact^{weight}" for name, weight in WEIGHTS.items()]
    return {"multi_match": {"query": text, "type": "phrase", "fields": fields}}


def _nearness(question: Question) -> list[Clause]:
    if not question.words:
        return []
    text = " ".join(question.words)
    should: list[Clause] = [{"match": {"treatment": {"query": text, "boost": 2.0}}}]
    if len(question.words) > 1:
        should += [
            {"match_phrase": {"treatment": {"query": text, "slop": _NEAR, "boost": 3.0}}},
            {"match_phrase": {"rationale": {"query": text, "slop": _NEAR, "boost": 1.0}}},
        ]
    return should


def _found(request: SearchRequest) -> Clause:
    """How many letters, and how many texts that could not be read, are among the hits."""
    return {
        "filter": {"bool": {"filter": filters(request.chosen)}},
        "aggs": {
            "letters": {"cardinality": {"field": "letter_id", "precision_threshold": 40_000}},
            "unread": {"filter": {"term": {"is_read": False}}},
        },
    }


def _sort(request: SearchRequest) -> list[Clause]:
    """The order, with ties broken so that pages never overlap."""
    newest: Clause = {"decided_on": {"order": "desc", "missing": "_last"}}
    oldest: Clause = {"decided_on": {"order": "asc", "missing": "_last"}}
    ties: list[Clause] = [{"letter_id": "desc"}, {"number": "asc"}]
    if request.sort is Sort.OLDEST:
        return [oldest, *ties]
    if request.sort is Sort.NEWEST or not _is_scored(request.question):
        return [newest, *ties]
    return [{"_score": "desc"}, newest, *ties]


def _is_scored(question: Question) -> bool:
    return bool(question.words or question.phrases)


def highlight(question: Question) -> dict[str, Any]:
    """Marked passages, escaped by the engine: letter text may hold markup, and must show as text."""
    passage = {
        "number_of_fragments": 2,
        "fragment_size": _SNIPPET_CHARACTERS,
        "boundary_scanner": "sentence",
        "boundary_scanner_locale": "en-US",
        "order": "score",
    }
    return {
        "type": "unified",
        "encoder": "html",
        "require_field_match": True,
        "pre_tags": [MARK_START],
        "post_tags": [MARK_END],
        "max_analyzer_offset": _ANALYZED_CHARACTERS,
        "fields": {
            "treatment": {"number_of_fragments": 0, "highlight_query": _marked("treatment", question)},
            "rationale": {
                **passage,
                "no_match_size": _SNIPPET_CHARACTERS,
                "highlight_query": _marked("rationale", question),
            },
            "case_summary": {**passage, "highlight_query": _marked("case_summary", question)},
            "unread_text": {**passage, "highlight_query": _marked("unread_text", question)},
        },
    }


def _marked(name: str, question: Question) -> Clause:
    """What to mark in a field: any word, and phrases as phrases."""
    clauses: list[Clause] = [
        {"match_phrase": {name: {"query": phrase, "boost": 4.0}}} for phrase in question.phrases
    ]
    if question.words:
        clauses.append({"match": {name: {"query": " ".join(question.words)}}})
    return {"bool": {"should": clauses}} if clauses else {"match_none": {}}
