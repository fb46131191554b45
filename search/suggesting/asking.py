"""From what was typed to suggestions: the one path of the search box and the API."""

import re
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from search.index.engine import timeout_ms
from search.index.suggestions import LONGEST_BEGINNING, ask_suggestions
from search.suggesting.case_numbers import beginnings, cases
from search.suggesting.folding import tokens, words
from search.suggesting.suggestion import Kind, Suggestion

LENGTH_LIMIT = 200
LIMIT = 10
# At first not more of one kind than this, so that a drug is not hidden by a page of treatments.
_OF_A_KIND = 6
_MOST_WORDS = 12
_STARTS = 1.0
_FIELD = re.compile(
    r"\s*(treatment|drug|category|guideline|section|specialty|reason)s?:\s*[(\"“]?", re.IGNORECASE
)


class TooLong(ValueError):
    """More was typed than any suggestion holds."""


def suggest(typed: str, limit: int = LIMIT) -> list[Suggestion]:
    """What may be meant by the words typed so far, likeliest first, at most `limit`.

    Words may stand in any order and be unfinished. A field's name in front (`drug:gab`) asks for its kind.

    Raises:
        TooLong: more than LENGTH_LIMIT characters.
        EngineUnavailable: the engine is away, or does not answer in time.
    """
    if len(typed) > LENGTH_LIMIT:
        raise TooLong(f"Suggestions are for at most {LENGTH_LIMIT} characters.")
    if begin := beginnings(typed):
        return cases(begin, limit, f"{timeout_ms()}ms")
    field = _FIELD.match(typed)
    kinds = [Kind(field[1].lower())] if field else []
    asked = typed[field.end() :] if field else typed
    if not words(asked):
        return []
    found = ask_suggestions(_body(asked, kinds, limit * 3))
    return _mixed((_suggestion(source) for source in found), limit)


def _body(asked: str, kinds: list[Kind], size: int) -> dict[str, Any]:
    """Every word must begin one of a suggestion's; those that begin as typed count double."""
    must: list[dict[str, Any]] = [_word(token) for token in tokens(asked)[:_MOST_WORDS]]
    if kinds:
        must.append({"terms": {"kind": kinds}})
    begins = {"constant_score": {"filter": {"prefix": {"start": " ".join(words(asked))}}, "boost": _STARTS}}
    return {
        "query": {
            "function_score": {
                "query": {
                    "bool": {
                        "must": [{"constant_score": {"filter": {"bool": {"must": must}}}}],
                        "should": [begins],
                    }
                },
                "field_value_factor": {"field": "weight"},
                "boost_mode": "multiply",
            }
        },
        "sort": ["_score", {"start": "asc"}],
        "size": size,
        "track_total_hits": False,
        "timeout": f"{timeout_ms()}ms",
    }


def _word(token: tuple[str, ...]) -> dict[str, Any]:
    """A word by its parts, or as one: `c-spine` and `cspine` meet."""
    parts = [{"term": {"words": part[:LONGEST_BEGINNING]}} for part in token]
    if len(parts) == 1:
        return parts[0]
    joined = {"term": {"words": "".join(token)[:LONGEST_BEGINNING]}}
    return {"bool": {"should": [{"bool": {"must": parts}}, joined]}}


def _suggestion(source: dict[str, Any]) -> Suggestion:
    address = f"{reverse('search')}?{source['parameters']}"
    return Suggestion(source["text"], Kind(source["kind"]), source["count"], address)


def _mixed(found: Iterable[Suggestion], limit: int) -> list[Suggestion]:
    """The first of each kind in their order, then the rest where there is room."""
    first: list[Suggestion] = []
    rest: list[Suggestion] = []
    for suggestion in found:
        alike = sum(one.kind is suggestion.kind for one in first)
        (first if alike < _OF_A_KIND else rest).append(suggestion)
    return (first + rest)[:limit]
