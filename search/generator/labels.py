"""A letter's truth, in the contract of the label files."""

from collections.abc import Sequence

from search.generator.case import Case
from search.generator.citations import Citation, Guideline
from search.generator.determinations import Determination

DATES = {
    "assigned_on": "assigned",
    "injured_on": "injured",
    "decided_on": "decided",
    "ur_denied_on": "ur_denied",
    "received_on": "received",
}
# Which dates letters tell: all in a header block, some in the sentences of 2013, the injury's in the story.
TOLD_WITHOUT_NUMBER = {
    "A": ("assigned_on", "injured_on", "decided_on", "ur_denied_on", "received_on"),
    "C": ("injured_on",),
    "D": ("injured_on",),
}
WITH_HEADER = ("B", "E")


def label_of(case: Case, determinations: Sequence[Determination]) -> dict[str, object]:
    """The label; its `file` is None until the letter has one."""
    told = TOLD_WITHOUT_NUMBER.get(case.layout, tuple(DATES))
    return {
        "file": None,
        "case_number": case.number,
        "priority": case.priority if case.layout in WITH_HEADER else None,
        **{
            name: getattr(case.dates, moment).isoformat() if name in told else None
            for name, moment in DATES.items()
        },
        "reviewer": {"states": list(case.reviewer.states), "specialties": list(case.reviewer.specialties)},
        "claimant": {"age": case.claimant.age, "sex": case.claimant.sex},
        "determinations": [_determination(case, item) for item in determinations],
    }


def _determination(case: Case, item: Determination) -> dict[str, object]:
    treatment = item.treatment
    silent_on_request, silent_on_administrator = case.layout in ("A", "C"), case.layout == "C"
    return {
        "treatment": treatment.text,
        "requested": None if silent_on_request else treatment.requested,
        "outcome": item.outcome,
        "category": list(treatment.categories),
        "subcategory": treatment.subcategory,
        "drugs": list(treatment.drugs),
        "body_regions": list(treatment.body_regions),
        "claims_administrator_guidelines": [] if silent_on_administrator else _guidelines(item.administrator),
        "reviewer_guidelines": _guidelines(item.reviewer),
        "reasons": list(item.rationale.reasons),
    }


def _guidelines(citation: Citation) -> list[dict[str, object]]:
    return [_guideline(guideline) for guideline in citation.guidelines]


def _guideline(guideline: Guideline) -> dict[str, object]:
    return {
        "family": guideline.family,
        "title": guideline.title,
        "year": guideline.year,
        "sections": list(guideline.sections),
        "pages": guideline.pages,
    }
