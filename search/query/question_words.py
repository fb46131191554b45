"""Words of a question that say nothing of the case, and words that ask for an outcome."""

from functools import cache
from typing import Literal, cast

from search.letters.vocabulary import lines_of
from search.query.stemming import pieces

Outcome = Literal["overturned", "upheld"]


def is_question_word(word: str) -> bool:
    """Whether `word` only makes a sentence, as "which" and "cases" do; "no" and "before" tell something."""
    return _form(word) in _question_words()


def outcome_cue(word: str) -> Outcome | None:
    """The outcome that `word` asks for, as "approved" does; None for most words, "denied" among them."""
    return _cues().get(_form(word))


def _form(word: str) -> str:
    return " ".join(pieces(word))


@cache
def _question_words() -> frozenset[str]:
    lines = lines_of("question_words.txt", "search.query")
    return frozenset(word for line in lines for word in line.split())


@cache
def _cues() -> dict[str, Outcome]:
    cues: dict[str, Outcome] = {}
    for line in lines_of("outcome_cues.txt", "search.query"):
        outcome, words = line.split("\t")
        cues.update(dict.fromkeys(words.split(), cast(Outcome, outcome)))
    return cues
