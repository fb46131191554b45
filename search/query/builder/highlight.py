"""Which passages the engine marks, and how."""

from search.query.builder.clauses import words_clause
from search.query.builder.fields import Clause
from search.query.tree import Leaf, Phrase, Prefix, Question, Within, Word
from search.query.understanding import understand, wordings_of

MARK_START, MARK_END = "<mark>", "</mark>"
_SNIPPET_CHARACTERS = 240
# More than are shown: some say nothing (`search/query/passages.py`).
_FRAGMENTS = 3
_ANALYZED_CHARACTERS = 1_000_000
_FIELDS = ("treatment", "rationale", "case_summary", "unread_text")


def highlight(question: Question, literal: bool) -> Clause:
    """Marked passages, escaped by the engine: letter text may hold markup, and must show as text."""
    passage = {
        "number_of_fragments": _FRAGMENTS,
        "fragment_size": _SNIPPET_CHARACTERS,
        "boundary_scanner": "sentence",
        "boundary_scanner_locale": "en-US",
        "order": "score",
    }
    fields: dict[str, Clause] = {name: dict(passage) for name in _FIELDS}
    fields["treatment"] = {"number_of_fragments": 0}
    fields["rationale"]["no_match_size"] = _SNIPPET_CHARACTERS
    for name, options in fields.items():
        options["highlight_query"] = _marked(name, question, literal)
    return {
        "type": "unified",
        "encoder": "html",
        "require_field_match": True,
        "pre_tags": [MARK_START],
        "post_tags": [MARK_END],
        "max_analyzer_offset": _ANALYZED_CHARACTERS,
        "fields": fields,
    }


def _marked(field: str, question: Question, literal: bool) -> Clause:
    """What to mark in a field: any concept by any of its words, phrases as phrases."""
    understood = understand(question, literal)
    clauses = [words_clause(words, field) for sought in understood.sought for words in sought.wordings]
    for node in question.wanted():
        clauses += _marked_by(node, field, literal)
    return {"bool": {"should": clauses}} if clauses else {"match_none": {}}


def _marked_by(node: Leaf, field: str, literal: bool) -> list[Clause]:
    match node:
        case Phrase(text):
            return [{"match_phrase": {field: {"query": text, "boost": 4.0}}}]
        case Prefix(text):
            return [{"prefix": {field: {"value": text}}}]
        case Word(text):
            return [words_clause(words, field) for words in wordings_of(text, literal)]
        case Within("treatment", term) if field == "treatment":
            return _marked_by(term, field, literal)
        case _:
            return []
