"""Where a star may stand: behind the beginning of a word."""

import re
from collections.abc import Callable
from typing import Final

from search.query.syntax.case_numbers import beginning
from search.query.syntax.mistakes import StarAlone, StarInTheMiddle, StarLeading, StarTooEarly

LEAST_LETTERS: Final = 3
_BEFORE_A_WORD = "'/.,:;!?#&+"
_LETTERS_AT_END = re.compile(r"[^\W_]+$")
_NOT_LETTERS_AT_END = re.compile(r"[\W_]+$")


def beginning_of(raw: str) -> str:
    """A word with a star, without it and the punctuation behind."""
    return _NOT_LETTERS_AT_END.sub("", raw)


def check_star(raw: str, edited: Callable[[str], str]) -> None:
    """Check the stars in one piece; `edited` gives the whole question with another piece instead.

    Raises:
        QueryMistake: a star stands where it means nothing.
    """
    if "*" not in raw:
        return
    words = raw.strip("*")
    if not any(character.isalnum() for character in raw):
        raise StarAlone(edited(" "))
    if raw.lstrip(_BEFORE_A_WORD).startswith("*"):
        raise StarLeading(edited(words))
    stem = beginning_of(raw)
    if "*" in stem:
        first = stem.split("*", 1)[0]
        raise StarInTheMiddle(
            *([edited(f"{first}* ")] if _letters(first) else []), edited(raw.replace("*", " "))
        )
    if not (_letters(stem) or beginning(stem.lstrip(_BEFORE_A_WORD))):
        raise StarTooEarly(LEAST_LETTERS, edited(raw.replace("*", "")))


def _letters(stem: str) -> bool:
    at_end = _LETTERS_AT_END.search(stem)
    return at_end is not None and len(at_end[0]) >= LEAST_LETTERS
