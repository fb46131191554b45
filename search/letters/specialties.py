"""One name for a specialty that letters print in several ways."""

import functools
import re

from search.letters.vocabulary import lines_of

_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)


def specialty_name(printed: str) -> str:
    """The name under which a specialty is counted: "Physical Medicine and Rehabilitation" is one with "&"."""
    return _names().get(_key(printed), printed)


def _key(name: str) -> str:
    return _AND.sub(" & ", name.casefold()).strip()


@functools.cache
def _names() -> dict[str, str]:
    # The first of two spellings in the list is the official one.
    return {_key(name): name for name in reversed(lines_of("specialties.txt"))}
