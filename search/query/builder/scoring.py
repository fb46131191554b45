"""How well a decision answers: clauses that only add to the order, beside those that must hold.

A `Scorer` is any function from an understood question to such clauses. `by_words` is the one there is; a
scorer by meaning would stand beside it in `SCORERS`.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from search.query.builder.clauses import concept_clause, words_clause
from search.query.builder.fields import EVERYTHING, RATIONALE, TREATMENT, Clause
from search.query.tree import Phrase
from search.query.understanding import Sought, Understood

Scorer = Callable[[Understood], list[Clause]]

# What a reader remembers of a decision is its treatment; the reviewer's words count before the story.
_WEIGHTS: Final = {TREATMENT: 1.5, RATIONALE: 0.5, "requested": 0.5, "citations": 0.3}
# Not in all the text of a decision: that took the engine as long as everything else of a question together.
_NEAR_IN: Final = {TREATMENT: 2.0, RATIONALE: 1.5}
_GAPS: Final = 6
# More tell a decision no better from others, and cost the engine for every decision it finds.
_SCORED: Final = 12
# Above whatever the words of a near match can add up to.
_FULL: Final = 1000.0
FULL_MATCH: Final = "all_words"
# One of two words, two of three or four, beyond that three in five.
_MOST: Final = "1<-1 3<60%"


def concepts_must(understood: Understood, most: bool) -> list[Clause]:
    """That all telling concepts stand in a decision, or most of them, those with all above the others."""
    clauses = [concept_clause(sought, EVERYTHING) for sought in understood.telling]
    if not most or len(clauses) < 2:
        return clauses
    every: Clause = {
        "constant_score": {"filter": {"bool": {"must": clauses}}, "boost": _FULL, "_name": FULL_MATCH}
    }
    some: Clause = {"bool": {"should": clauses, "minimum_should_match": _MOST}}
    return [{"bool": {"must": [some], "should": [every]}}]


def by_words(understood: Understood) -> list[Clause]:
    """Each concept in the fields that tell most, and neighbours that stand near each other."""
    light: list[Clause] = [
        concept_clause(sought, EVERYTHING) for sought in understood.sought if sought not in understood.telling
    ]
    scored = understood.sought[:_SCORED]
    in_fields = [
        _boosted(concept_clause(sought, field), weight)
        for field, weight in _WEIGHTS.items()
        for sought in scored
    ]
    phrases = [
        _boosted(words_clause(node.text, field), weight)
        for node in understood.required
        if isinstance(node, Phrase)
        for field, weight in _WEIGHTS.items()
    ]
    # What tells most comes first: of a very long question the last ones have no room.
    return [*light, *phrases, *in_fields, *_nearness(scored)]


def _boosted(clause: Clause, weight: float) -> Clause:
    return {"dis_max": {"queries": [clause], "boost": weight}}


def _nearness(sought: Sequence[Sought]) -> list[Clause]:
    return [
        {"intervals": {field: {**_near(first, second), "boost": weight}}}
        for first, second in pairwise(sought)
        for field, weight in _NEAR_IN.items()
    ]


def _near(first: Sought, second: Sought) -> Clause:
    return {"all_of": {"intervals": [_ways(first), _ways(second)], "max_gaps": _GAPS, "mode": "unordered"}}


def _ways(sought: Sought) -> Clause:
    ways: list[Clause] = [
        {"match": {"query": words, "max_gaps": 0, "mode": "ordered"}} for words in sought.wordings
    ]
    return ways[0] if len(ways) == 1 else {"any_of": {"intervals": ways}}


SCORERS: Final[tuple[Scorer, ...]] = (by_words,)
