"""A node of a question as a clause that holds or does not; how well it holds is for `scoring`."""

from collections.abc import Iterable

from search.query.builder.fields import EVERYTHING, EXACT, HAS, WITHIN, WORDS, Clause
from search.query.tree import AllOf, AnyOf, Decided, Has, Leaf, Node, Not, Phrase, Prefix, Term, Within, Word
from search.query.understanding import Sought, wordings_of

# A prefix may stand for very many words: all of them are found, the first so many are scored.
_PREFIX_WORDS = 16
# What was typed counts more than another word for it.
_SYNONYM = 0.8


def node_clause(node: Node, literal: bool) -> Clause:
    """The clause of any node of the tree; its depth is the tree's, which the grammar limits."""
    match node:
        case AllOf(nodes):
            return {"bool": {"must": [node_clause(one, literal) for one in nodes]}}
        case AnyOf(nodes):
            return any_of(node_clause(one, literal) for one in nodes)
        case Not(wrapped):
            return {"bool": {"must_not": [node_clause(wrapped, literal)]}}
        case _:
            return _leaf_clause(node, literal)


def _leaf_clause(node: Leaf, literal: bool) -> Clause:
    match node:
        case Within(field, term):
            return term_clause(term, WITHIN[field], literal)
        case Has(field, value):
            return {"constant_score": {"filter": {"term": {HAS[field]: value}}}}
        case Decided(first, last):
            ends = {"gte": first and first.isoformat(), "lte": last and last.isoformat()}
            return {"range": {"decided_on": {name: end for name, end in ends.items() if end}}}
        case _:
            return term_clause(node, EVERYTHING, literal)


def term_clause(term: Term, field: str, literal: bool) -> Clause:
    """A word (with its synonyms), a phrase or a prefix in one field of words."""
    match term:
        case Word(text):
            return any_of(words_clause(words, field) for words in wordings_of(text, literal))
        case Phrase(text):
            return {"match_phrase": {field + EXACT if field in _WITH_EXACT else field: text}}
        case Prefix(text):
            if field == WITHIN["case"]:
                return {"constant_score": {"filter": {"prefix": {field: text.upper()}}}}
            name = field.removesuffix(WORDS) + EXACT
            first = {"value": text, "rewrite": f"top_terms_blended_freqs_{_PREFIX_WORDS}"}
            return {
                "bool": {
                    "filter": [{"prefix": {name: {"value": text}}}],
                    "should": [{"prefix": {name: first}}],
                }
            }


def concept_clause(sought: Sought, field: str) -> Clause:
    """A concept in one field: all its words, one of its synonyms, or the fact that it may mean."""
    clauses: list[Clause] = [{"match": {field: {"query": sought.typed, "operator": "and"}}}]
    clauses += [words_clause(words, field, _synonym_weight(sought.typed, words)) for words in sought.others]
    if sought.fact:
        clauses.append({"constant_score": {"filter": {"term": dict([sought.fact])}}})
    return any_of(clauses)


def _synonym_weight(typed: str, synonym: str) -> float:
    """What a synonym counts: the engine adds up the weights of its words, spelled out or not."""
    return _SYNONYM * min(1.0, len(typed.split()) / len(synonym.split()))


def words_clause(words: str, field: str, boost: float = 1.0) -> Clause:
    """One word, or several one after the other: what the engine makes of "x-ray" or "emg/ncs" too."""
    # A word that the index leaves out, as in (the knee), asks for nothing.
    return {"match_phrase": {field: {"query": words, "boost": boost, "zero_terms_query": "all"}}}


def any_of(clauses: Iterable[Clause]) -> Clause:
    """The best of several ways to say one thing, not their sum."""
    several = list(clauses)
    return several[0] if len(several) == 1 else {"dis_max": {"queries": several}}


_WITH_EXACT = {"treatment", EVERYTHING}
