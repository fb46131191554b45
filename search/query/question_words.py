"""Words of a question that say nothing of the case."""

from functools import cache

from search.letters.vocabulary import lines_of
from search.query.stemming import pieces


def is_question_word(word: str) -> bool:
    """Whether `word` only makes a sentence, as "which" and "cases" do; "no" and "before" tell something."""
    return _form(word) in _question_words()


def _form(word: str) -> str:
    return " ".join(pieces(word))


@cache
def _question_words() -> frozenset[str]:
    lines = lines_of("question_words.txt", "search.query")
    return frozenset(word for line in lines for word in line.split())
