"""Letters that several tests look at, made once."""

import re
from functools import cache
from random import Random
from typing import Any

from search.generator import MadeLetter, make_letters

SEED = 2016


@cache
def mixed_letters() -> tuple[MadeLetter, ...]:
    """Two thousand letters of all layouts."""
    return tuple(make_letters(2000, SEED))


@cache
def letters_of(layout: str) -> tuple[MadeLetter, ...]:
    """Forty letters of one layout."""
    return tuple(make_letters(40, SEED, layout))


def determinations(letter: MadeLetter) -> list[dict[str, Any]]:
    """The determinations of a letter's label."""
    found = letter.label["determinations"]
    assert isinstance(found, list)
    return found


def folded(text: str) -> str:
    """The text without what setting it on pages changes: breaks, hyphens, runs of spaces, case."""
    return re.sub(r"[\s-]+", "", text).casefold()


def chance(seed: int) -> Random:
    """A source of chance that gives the same each time."""
    return Random(seed)  # noqa: S311 - nothing is kept secret
