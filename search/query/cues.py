"""Words of a question that may stand for a fact of the letter: "approved", "woman", "22 year old"."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from search.letters.vocabulary import lines_of
from search.query.stemming import pieces

# A field of the index and its value.
Fact: TypeAlias = tuple[str, str]

_AGE: Final = re.compile(r"(?P<age>[1-9]\d)(?:[- ]?(?:y/?o|years?|yrs?))?(?:[- ]?olds?)?", re.ASCII)
_YEARS: Final = frozenset({"year", "years", "yr", "yrs", "yo", "y/o", "year-old"})


def fact_of(word: str, following: Sequence[str] = ()) -> Fact | None:
    """The fact that a word may stand for, before the words that follow it; None for most words."""
    return _cues().get(" ".join(pieces(word))) or _age(word.lower(), following)


def _age(word: str, following: Sequence[str]) -> Fact | None:
    found = _AGE.fullmatch(word)
    if not found:
        return None
    says_years = not word.isdigit() or (following and following[0].lower() in _YEARS)
    return ("claimant_age", found["age"]) if says_years else None


@cache
def _cues() -> dict[str, Fact]:
    cues: dict[str, Fact] = {}
    for line in lines_of("fact_cues.txt", "search.query"):
        field, value, words = line.split("\t")
        cues.update(dict.fromkeys(words.split(), (field, value)))
    return cues
