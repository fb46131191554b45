"""What a treatment's printed words name: category, drugs, body regions."""

import re
from dataclasses import dataclass
from typing import Final

from search.letters.treatments.categories import category_of
from search.letters.treatments.drugs import drug_names, drugs_in
from search.letters.treatments.regions import body_regions_in

__all__ = ["TreatmentFacts", "describe_treatment"]

# A treatment is a line or two; what is longer was not read as one, and is not worth the time.
MOST_CHARACTERS: Final = 2_000
# A test for a drug does not dispense it (`testosterone level`); a drug given for a test has a strength.
DIAGNOSTIC: Final = "Diagnostic Testing"
STRENGTH: Final = re.compile(r"\d\s?(?:mg|mcg|ml|g|gm|%)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TreatmentFacts:
    """The classification of one treatment; `category` is never empty (`Other` where nothing fits)."""

    category: str
    subcategory: str | None
    drugs: tuple[str, ...]
    body_regions: tuple[str, ...]


def describe_treatment(words: str) -> TreatmentFacts:
    """Classify the mended words of one treatment."""
    words = words[:MOST_CHARACTERS]
    category, subcategory = category_of(words)
    drugs = () if category == DIAGNOSTIC and not STRENGTH.search(words) else drugs_in(words)
    return TreatmentFacts(category, subcategory, drug_names(drugs), body_regions_in(words))
