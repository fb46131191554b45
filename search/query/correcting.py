"""Did you mean: words of a question that the index hardly has, and its own words that are meant perhaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log1p
from typing import Any, Final

from search.query.builder.fields import EVERYTHING, EXACT
from search.query.light_words import is_light
from search.query.question_words import is_question_word
from search.query.synonyms import concepts
from search.query.tree import AllOf, AnyOf, Node, Question, Word

# Shorter words have too many neighbours.
_SHORTEST: Final = 4
_WORDS_LIMIT: Final = 8
_OPTIONS: Final = 5
# How alike two words must be, from 0 to 1: "rotater" and "rotator" are by 0.86.
_ALIKE: Final = 0.75
# A word that some letters have is only doubted when they are few, and another is far more frequent.
_FEW: Final = 5
_TIMES: Final = 100


@dataclass(frozen=True, slots=True)
class Corrected:
    """The question with other words; `is_sure` where the index has none of the replaced ones."""

    question: Question
    is_sure: bool


def doubtful(question: Question) -> tuple[str, ...]:
    """The words that may be misspelled: plain, wanted, long enough, and in no list of words."""
    words = dict.fromkeys(word for word in question.words if word.isalpha() and len(word) >= _SHORTEST)
    return tuple(word for word in words if not _is_known(word))[:_WORDS_LIMIT]


def _is_known(word: str) -> bool:
    return bool(is_light(word) or is_question_word(word.lower()) or concepts((word,))[0].others)


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
    """The question with the words that are meant perhaps; None where there are none.

    `answer` is the engine's to the `spelling_body` of the same words.
    """
    replaced: dict[str, str] = {}
    is_sure = True
    for number, word in enumerate(words):
        count = answer["aggregations"][str(number)]["doc_count"]
        options = [option for entry in answer["suggest"][str(number)] for option in entry["options"]]
        if meant := _meant(options, count):
            replaced[word] = meant
            is_sure = is_sure and not count
    if not replaced or question.root is None:
        return None
    return Corrected(Question(_replaced(question.root, replaced)), is_sure)


def _meant(options: Iterable[Mapping[str, Any]], count: int) -> str | None:
    """The likeliest of the engine's options for a word that `count` decisions have."""
    likely = [option for option in options if option["score"] >= _ALIKE and option["freq"] >= _TIMES * count]
    if not likely or count > _FEW:
        return None
    return str(max(likely, key=lambda option: option["score"] * log1p(option["freq"]))["text"])


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
