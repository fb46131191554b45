"""Words that a question has and a decision need not have."""

from functools import cache

from search.letters.vocabulary import lines_of
from search.query.stemming import pieces, stems


@cache
def stop_words() -> frozenset[str]:
    """Words that the index leaves out; what denies is not among them."""
    return frozenset(lines_of("stop_words.txt", "search.query"))


def is_left_out(word: str) -> bool:
    """Whether the index has nothing of a word: "the", "it's", "and/or"."""
    found = pieces(word)
    return bool(found) and stop_words().issuperset(found)


def is_light(word: str) -> bool:
    """Whether a word, in any of its endings, says little of a case."""
    return stems(word) in _light()


@cache
def _light() -> frozenset[tuple[str, ...]]:
    return frozenset(stems(word) for word in lines_of("light_words.txt", "search.query"))
