"""Numbers in words (`twelve sessions`) as digits."""

import functools
import re
from collections.abc import Collection

from search.letters.vocabulary import rows_of


def in_digits(words: str) -> str:
    """`words` in small letters, with each number word as digits."""
    values = _values()
    return _pattern().sub(lambda match: values[match[0]], words.lower())


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
