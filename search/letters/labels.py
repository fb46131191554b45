"""Facts as the label contract's plain JSON object, one a letter."""

import dataclasses
import datetime

from search.letters.facts import Determination, Guideline, LetterFacts

DATES = ("assigned_on", "injured_on", "decided_on", "ur_denied_on", "received_on")


def to_label(facts: LetterFacts, file_name: str) -> dict[str, object]:
    """One letter as strings, numbers, lists and dicts only; `file_name` becomes `file`."""
    return {
        "file": file_name,
        "case_number": facts.case_number,
        "priority": facts.priority,
        **{name: _iso(getattr(facts, name)) for name in DATES},
        "reviewer": {
            "states": list(facts.reviewer.states),
            "specialties": list(facts.reviewer.specialties),
        },
        "claimant": {"age": facts.claimant.age, "sex": facts.claimant.sex},
        "determinations": [_determination(item) for item in facts.determinations],
    }


def details_label(item: Determination) -> dict[str, object]:
    """What a treatment's words say in detail, as plain values; no part of the label contract."""
    return dataclasses.asdict(item.details)


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _determination(item: Determination) -> dict[str, object]:
    return {
        "treatment": item.treatment,
        "requested": item.requested,
        "outcome": item.outcome,
        "category": [item.category],
        "drugs": list(item.drugs),
        "body_regions": list(item.body_regions),
        "claims_administrator_guidelines": [_guideline(g) for g in item.claims_administrator_guidelines],
        "reviewer_guidelines": [_guideline(g) for g in item.reviewer_guidelines],
    }


def _guideline(guideline: Guideline) -> dict[str, object]:
    return {
        "family": guideline.family,
        "title": guideline.title,
        "year": guideline.year,
        "sections": list(guideline.sections),
        "pages": guideline.pages,
    }
