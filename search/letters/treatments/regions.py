"""Body regions that a treatment's own words name."""

import functools
import re
from typing import Final

from search.letters.treatments.phrases import PhraseTable, words_of
from search.letters.vocabulary import rows_of

# Vertebrae: `L4-5`, `L5-S1`, `C5/6`, `T12`; a small letter counts only in a range, which is where it begins.
LEVEL: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:([CTLS])-?\d{1,2}(?!\d)(?:\s?[-/]\s?[CTLS]?\d{1,2}(?!\d))?|([ctl])\d{1,2}\s?[-/]\s?[ctls]?\d{1,2}(?!\d))"
)
REGION_OF_LEVEL: Final = {"C": "neck", "T": "upper back", "L": "low back", "S": "low back"}
SPINE: Final = "spine"
LEVELS_OF_SPINE: Final = frozenset({"neck", "upper back", "low back"})


def body_regions_in(words: str) -> tuple[str, ...]:
    """Regions, sorted; `spine` only where no level of it is named."""
    named = {region for regions in _table().find(words_of(words)) for region in regions}
    named |= {REGION_OF_LEVEL[(match[1] or match[2]).upper()] for match in LEVEL.finditer(words)}
    if named & LEVELS_OF_SPINE:
        named.discard(SPINE)
    return tuple(sorted(named))


@functools.cache
def _table() -> PhraseTable[tuple[str, ...]]:
    """Phrase to regions; a phrase may stand in several lines, one with none shields its words."""
    by_phrase: dict[str, tuple[str, ...]] = {}
    for region, phrases in rows_of("body_regions.tsv", 2):
        for phrase in phrases.split(","):
            key = " ".join(words_of(phrase))
            by_phrase[key] = (*by_phrase.get(key, ()), *(() if region == "-" else (region,)))
    return PhraseTable(by_phrase.items())
