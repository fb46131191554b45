"""Sides of the body that a treatment's words name."""

import functools
import re
from typing import Final

from search.letters.treatments.phrases import PhraseTable, table_of
from search.letters.vocabulary import rows_of

# `(R) knee`: a letter alone tells a side only in parentheses.
INITIAL: Final = re.compile(r"\(\s?([LR])\s?\)")
SIDES: Final = {"L": "left", "R": "right"}


def sides_in(words: str) -> tuple[str, ...]:
    """`bilateral`, `left`, `right`: those that the words name, sorted."""
    named = {side for found in _table().find(words) for side in found.value}
    named |= {SIDES[match[1]] for match in INITIAL.finditer(words)}
    return tuple(sorted(named))


@functools.cache
def _table() -> PhraseTable[tuple[str, ...]]:
    return table_of(rows_of("sides.tsv", 2))
