"""What a treatment's printed words name: category, drugs, body regions."""

from dataclasses import dataclass

from search.letters.treatments.categories import category_of
from search.letters.treatments.drugs import drug_names, drugs_in
from search.letters.treatments.regions import body_regions_in

__all__ = ["TreatmentFacts", "describe_treatment"]

# A treatment is a line or two; what is longer was not read as one, and is not worth the time.
MOST_CHARACTERS = 2_000


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
    drugs = drugs_in(words)
    category, subcategory = category_of(words)
    return TreatmentFacts(category, subcategory, drug_names(drugs), body_regions_in(words))
