"""Case numbers in any spelling: `cm16 213037` is `CM16-0213037`."""

import re
from collections.abc import Sequence
from itertools import takewhile

# The programme began in 2013. A determination's number behind the case's is left out.
_FULL = re.compile(r"cm[\W_]*(1[3-9]|[23]\d)[\W_]*(\d{5,7})(?:#\d{1,3})?", re.IGNORECASE)
_BEGINNING = re.compile(r"cm[\W_]*(?:(\d\d)(?:[\W_]*(\d{0,7}))?|(\d))", re.IGNORECASE)
_DIGITS = 7
_MOST_WORDS = 3


def full_number(text: str) -> str | None:
    """The case number that `text` is, whole; a short number is filled up with zeros."""
    match = _FULL.fullmatch(text)
    return f"CM{match[1]}-{match[2].zfill(_DIGITS)}" if match else None


def beginning(text: str) -> str | None:
    """The beginning of case numbers that `text` (without star) is: `cm16 02` is `CM16-02`."""
    match = _BEGINNING.fullmatch(text)
    if match is None:
        return None
    year, number, decade = match.groups()
    return f"CM{decade}" if decade else f"CM{year}-{number}" if number else f"CM{year}"


def number_at(words: Sequence[str], start: int) -> tuple[str, int] | None:
    """The case number that begins at a word, and how many words it takes; an empty one ends it."""
    following = list(takewhile(bool, words[start : start + _MOST_WORDS]))
    for count in range(len(following), 0, -1):
        if number := full_number(" ".join(following[:count])):
            return number, count
    return None
