"""What a treatment's printed words name: category, drugs, body regions, and details of each."""

import re
from dataclasses import dataclass
from typing import Final

from search.letters.facts import TreatmentDetails
from search.letters.treatments.categories import category_of
from search.letters.treatments.codes import cpt_codes_in, hcpcs_codes_in
from search.letters.treatments.drugs import drug_names, drugs_in
from search.letters.treatments.levels import spinal_levels_in
from search.letters.treatments.medications import drug_details_in
from search.letters.treatments.regions import body_regions_in
from search.letters.treatments.sides import sides_in
from search.letters.treatments.visits import visits_in

__all__ = ["TreatmentFacts", "describe_treatment"]

# A treatment is a line or two; what is longer was not read as one, and is not worth the time.
MOST_CHARACTERS: Final = 2_000
# A test for a drug does not dispense it (`testosterone level`); a drug given for a test has a strength.
DIAGNOSTIC: Final = "Diagnostic Testing"
STRENGTH: Final = re.compile(r"\d\s?(?:mg|mcg|ml|g|gm|%)\b", re.IGNORECASE)
# Hormones of the thyroid are named like vertebrae (`T3`, `T4`).
LABORATORY: Final = "Lab & Pathology"
GIVEN_IN_VISITS: Final = frozenset(
    {"Evaluation & Management", "Home Health", "Programs", "Psych Services", "Rehabilitation", "Therapies"}
)


@dataclass(frozen=True, slots=True)
class TreatmentFacts:
    """The classification of one treatment; `category` is never empty (`Other` where nothing fits)."""

    category: str
    subcategory: str | None
    drugs: tuple[str, ...]
    body_regions: tuple[str, ...]
    details: TreatmentDetails


def describe_treatment(words: str) -> TreatmentFacts:
    """Classify the mended words of one treatment, and read what they say in detail."""
    words = words[:MOST_CHARACTERS]
    category, subcategory = category_of(words)
    dispenses = category != DIAGNOSTIC or STRENGTH.search(words) is not None
    details = TreatmentDetails(
        drugs=drug_details_in(words) if dispenses else (),
        laterality=sides_in(words),
        spinal_levels=() if subcategory == LABORATORY else spinal_levels_in(words),
        visits=visits_in(words) if category in GIVEN_IN_VISITS else None,
        cpt_codes=cpt_codes_in(words),
        hcpcs_codes=hcpcs_codes_in(words),
    )
    drugs = drug_names(drugs_in(words)) if dispenses else ()
    return TreatmentFacts(category, subcategory, drugs, body_regions_in(words), details)
