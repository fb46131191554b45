"""Numbers in words (`twelve sessions`) as digits."""

import functools
import re
from collections.abc import Collection
from typing import Final

from search.letters.vocabulary import rows_of

# `six (6) weeks`
SAID_TWICE: Final = re.compile(r"\b(\d{1,4})\s?\(\1\)")


def in_digits(words: str) -> str:
    """`words` in small letters, with each number word as digits; `two (2)` is one number."""
    values = _values()
    digits = _pattern().sub(lambda match: values[match[0]], words.lower())
    return SAID_TWICE.sub(r"\1", digits)


def only_value(found: Collection[int | None]) -> int | None:
    """The one number that was found; None where there is none, or where several contradict each other."""
    return next(iter(found)) if len(found) == 1 else None


@functools.cache
def _values() -> dict[str, str]:
    return {row[0]: row[1] for row in rows_of("number_words.tsv", 2)}


@functools.cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_values(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")
