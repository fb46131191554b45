"""Did you mean: words of a question that the index hardly has, and the index's own words that are meant perhaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log1p
from typing import Any, Final

from search.query.builder.fields import EVERYTHING, EXACT
from search.query.synonyms import concepts
from search.query.tree import AllOf, AnyOf, Node, Question, Word

# Shorter words have too many neighbours.
_SHORTEST: Final = 4
_WORDS_LIMIT: Final = 8
_OPTIONS: Final = 5
# A word is only doubted when another is so many times more frequent.
_TIMES: Final = 20


@dataclass(frozen=True, slots=True)
class Corrected:
    """The question with other words; `is_sure` where the index has none of the replaced ones."""

    question: Question
    is_sure: bool


def doubtful(question: Question) -> tuple[str, ...]:
    """The words that may be misspelled: plain, wanted, long enough, and in no list of synonyms."""
    words = dict.fromkeys(word for word in question.words if word.isalpha() and len(word) >= _SHORTEST)
    return tuple(word for word in words if not concepts((word,))[0].others)[:_WORDS_LIMIT]


def spelling_body(words: tuple[str, ...], timeout_ms: int) -> dict[str, Any]:
    """A request that finds neighbours of each word in the index, and counts what has the word's stem."""
    return {
        "size": 0,
        "timeout": f"{timeout_ms}ms",
        "suggest": {
            str(number): {
                "text": word.lower(),
                "term": {
                    "field": EVERYTHING + EXACT,
                    "suggest_mode": "popular",
                    "min_word_length": _SHORTEST,
                    "prefix_length": 1,
                    "max_edits": 2,
                    "size": _OPTIONS,
                },
            }
            for number, word in enumerate(words)
        },
        "aggs": {
            str(number): {"filter": {"match": {EVERYTHING: {"query": word, "operator": "and"}}}}
            for number, word in enumerate(words)
        },
    }


def corrected(question: Question, words: tuple[str, ...], answer: Mapping[str, Any]) -> Corrected | None:
    """The question with the words that are meant perhaps, from the answer to `spelling_body`; None without any."""
    replaced: dict[str, str] = {}
    is_sure = True
    for number, word in enumerate(words):
        count = answer["aggregations"][str(number)]["doc_count"]
        options = [option for entry in answer["suggest"][str(number)] for option in entry["options"]]
        likely = [option for option in options if option["freq"] >= _TIMES * count]
        if likely:
            best = max(likely, key=lambda option: option["score"] * log1p(option["freq"]))
            replaced[word] = best["text"]
            is_sure = is_sure and not count
    if not replaced or question.root is None:
        return None
    return Corrected(Question(_replaced(question.root, replaced)), is_sure)


def _replaced(node: Node, words: Mapping[str, str]) -> Node:
    match node:
        case Word(text):
            return Word(words.get(text, text))
        case AllOf(nodes):
            return AllOf(tuple(_replaced(one, words) for one in nodes))
        case AnyOf(nodes):
            return AnyOf(tuple(_replaced(one, words) for one in nodes))
        case _:
            return node
