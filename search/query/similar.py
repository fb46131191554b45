"""Decisions like another one, in other letters: of the same treatment, ordered by the rest. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from search.query.builder.fields import RATIONALE, TREATMENT, Clause
from search.query.shares import OUTCOME

# More than are shown: among those about as like, the newest ones are.
READ: Final = 12
# A value that both have, of a field that tells so much; several values share it.
_WEIGHTS: Final[Mapping[str, float]] = {
    "drugs": 10.0,
    "procedures": 10.0,
    "subcategory": 4.0,
    "body_regions": 6.0,
    "guideline_values": 3.0,
    "reasons": 3.0,
}
_OF_TREATMENT_WORDS: Final = 0.4
_OF_RATIONALE_WORDS: Final = 0.2
# The rarest words of a rationale tell its diagnosis; more of them cost the engine and tell no more.
_RARE_WORDS: Final = 15
# A rationale may be pages long, most of it quoted from a guideline.
_CHARACTERS: Final = 5_000
_TREATMENT_CHARACTERS: Final = 300
# Of one field; the engine takes so many clauses and no more.
_VALUES: Final = 30
# One of two words, beyond that two in three.
_SAME_WORDS: Final = "2<66%"
# Of the best one's score, what others must have to be called similar.
_LEAST: Final = 0.6


@dataclass(frozen=True, slots=True)
class Subject:
    """The decision that others are to be like, in the index's own values."""

    letter_id: int
    treatment: str
    rationale: str = ""
    category: str = ""
    subcategory: str = ""
    drugs: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    body_regions: tuple[str, ...] = ()
    guideline_values: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def similar_body(subject: Subject, outcome: str, timeout_ms: int) -> Clause:
    """The most similar decisions of one outcome, each of another letter, the best first; only their ids."""
    return {
        "query": {
            "bool": {
                "filter": [{"term": {OUTCOME: outcome}}, same_treatment(subject)],
                "must_not": [{"term": {"letter_id": subject.letter_id}}],
                "should": list(_scorers(subject)),
            }
        },
        # Of a letter with several items alike, one is enough.
        "collapse": {"field": "letter_id"},
        "sort": [{"_score": "desc"}, {"decided_on": {"order": "desc", "missing": "_last"}}],
        "size": READ,
        "_source": ["decided_on"],
        "track_scores": True,
        "track_total_hits": False,
        "timeout": f"{timeout_ms}ms",
    }


def same_treatment(subject: Subject) -> Clause:
    """A drug or a procedure of the treatment; where none is known, its kind and words."""
    named = [
        {"terms": {field: list(values)}}
        for field, values in (("drugs", subject.drugs), ("procedures", subject.procedures))
        if values
    ]
    if named:
        return {"bool": {"should": named, "minimum_should_match": 1}}
    kind: list[Clause] = [
        {"term": {field: value}}
        for field, value in (("category", subject.category), ("subcategory", subject.subcategory))
        if value
    ]
    # A kind may be as wide as "other tests": a word of the treatment is to be the same too.
    kind.append(_words_of(subject, minimum_should_match=1 if subject.subcategory else _SAME_WORDS))
    return {"bool": {"filter": kind}}


def most_similar(sides: Sequence[Iterable[Mapping[str, Any]]]) -> list[list[str]]:
    """Ids of the engine's hits of each side: the most similar first, among those about alike the newest.

    Scores are taken in tenths of the best one of all sides: words make them differ where nothing else does.
    What is far behind it is left out: one side may hold nothing that is alike. Where none has a score, as
    where they share the last one of many drugs alone, the day orders.
    """
    scored = [
        [(hit["_score"], hit["_source"].get("decided_on") or "", hit["_id"]) for hit in hits]
        for hits in sides
    ]
    best = max((one[0] for hits in scored for one in hits), default=0.0)
    return [_in_order([one for one in hits if one[0] >= best * _LEAST], best) for hits in scored]


def _in_order(scored: list[tuple[float, str, str]], best: float) -> list[str]:
    scored.sort(key=lambda one: one[1], reverse=True)
    if best:
        scored.sort(key=lambda one: round(10 * one[0] / best), reverse=True)
    return [one[2] for one in scored]


def _scorers(subject: Subject) -> Iterable[Clause]:
    for field, weight in _WEIGHTS.items():
        given = getattr(subject, field)
        values = (given,) if isinstance(given, str) else given
        for value in list(filter(None, values))[:_VALUES]:
            yield {"constant_score": {"filter": {"term": {field: value}}, "boost": weight / len(values)}}
    yield _words_of(subject, boost=_OF_TREATMENT_WORDS)
    if subject.rationale:
        yield {
            "more_like_this": {
                "fields": [RATIONALE],
                "like": subject.rationale[:_CHARACTERS],
                "min_term_freq": 1,
                "min_doc_freq": 3,
                "min_word_length": 4,
                "max_query_terms": _RARE_WORDS,
                "minimum_should_match": 1,
                "boost": _OF_RATIONALE_WORDS,
            }
        }


def _words_of(subject: Subject, **options: Any) -> Clause:
    return {"match": {TREATMENT: {"query": subject.treatment[:_TREATMENT_CHARACTERS], **options}}}
