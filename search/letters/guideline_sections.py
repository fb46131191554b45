"""The list of sections behind a chapter, parted at the commas that part sections."""

import functools
import re
from collections.abc import Iterator
from typing import Final

from search.letters.vocabulary import lines_of

# The opioid guidelines number their sections: `3.3.9 Opioids for Chronic Pain, 4.1 Tapering Opioids`.
NUMBERED: Final = re.compile(r",\s(?=\d+(?:\.\d+)+\.?\s|\d+\.\s)")
STARTS_WITH_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*\.?\s")
EDGE: Final = " ,.;:-–"


def section_names(words: str) -> tuple[str, ...]:
    """Section names of mended `words`, parted at commas outside parentheses and known names."""
    words = words.strip(EDGE)
    if STARTS_WITH_NUMBER.match(words):
        return tuple(part.strip(EDGE) for part in NUMBERED.split(words))
    parts: list[str] = []
    for piece in _at_commas(words):
        if parts and _goes_on(parts[-1], piece):
            parts[-1] = f"{parts[-1]}, {piece}"
        else:
            parts.append(piece)
    return tuple(part for part in parts if part)


def _at_commas(words: str) -> Iterator[str]:
    start = depth = 0
    for position, sign in enumerate(words):
        depth += (sign == "(") - (sign == ")" and depth > 0)
        if sign in ",;" and depth == 0:
            yield words[start:position].strip(EDGE)
            start = position + 1
    yield words[start:].strip(EDGE)


def _goes_on(before: str, piece: str) -> bool:
    """True where a comma is part of a name: a small letter follows, or a listed name has it."""
    if not piece or piece[0].islower():
        return True
    joined = _key(f"{before}, {piece}")
    return any(name.startswith(joined) for name in _names_with_commas())


def _key(words: str) -> str:
    return " ".join(words.casefold().replace("&", " and ").split())


@functools.cache
def _names_with_commas() -> tuple[str, ...]:
    return tuple(_key(line) for line in lines_of("sections_with_commas.txt"))
