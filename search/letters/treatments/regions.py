"""Body regions that a treatment's own words name."""

import functools
from typing import Final

from search.letters.treatments.levels import LEVELS
from search.letters.treatments.phrases import PhraseTable, table_of
from search.letters.vocabulary import rows_of

REGION_OF_LEVEL: Final = {"C": "neck", "T": "upper back", "L": "low back", "S": "low back"}
SPINE: Final = "spine"
LEVELS_OF_SPINE: Final = frozenset({"neck", "upper back", "low back"})


def body_regions_in(words: str) -> tuple[str, ...]:
    """Regions, sorted; `spine` only where no level of it is named. A range is where it begins."""
    named = {region for found in _table().find(words) for region in found.value}
    named |= {REGION_OF_LEVEL[match[0][0].upper()] for match in LEVELS.finditer(words)}
    if named & LEVELS_OF_SPINE:
        named.discard(SPINE)
    return tuple(sorted(named))


@functools.cache
def _table() -> PhraseTable[tuple[str, ...]]:
    return table_of(rows_of("body_regions.tsv", 2))
