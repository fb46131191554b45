"""A suggestion as the rest of the portal speaks of it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a suggestion is of."""

    TREATMENT = "treatment"
    DRUG = "drug"
    CATEGORY = "category"
    GUIDELINE = "guideline"
    SECTION = "section"
    SPECIALTY = "specialty"
    REASON = "reason"
    CASE = "case"


KIND_LABELS = {
    Kind.TREATMENT: "treatment",
    Kind.DRUG: "drug",
    Kind.CATEGORY: "treatment category",
    Kind.GUIDELINE: "guideline",
    Kind.SECTION: "guideline section",
    Kind.SPECIALTY: "reviewer’s specialty",
    Kind.REASON: "reviewer’s reason",
    Kind.CASE: "case",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant: its words, how many decisions there are of it, and the address that shows them."""

    text: str
    kind: Kind
    count: int
    address: str

    @property
    def kind_label(self) -> str:
        return KIND_LABELS[self.kind]
