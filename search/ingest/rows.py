"""Facts as the reader gives them to the columns of the database, and nothing else."""

from dataclasses import asdict
from typing import Any

from search.letters import READER_VERSION
from search.letters.extraction import LetterText
from search.letters.facts import Determination as DeterminationFacts
from search.letters.facts import LetterFacts, Span
from search.letters.identifiers import find_identifiers
from search.letters.reasons import find_reasons
from search.models import Determination, Letter


def fill_letter(letter: Letter, text: LetterText, facts: LetterFacts) -> None:
    letter.case_number = facts.case_number
    letter.layout = facts.layout
    letter.unread_reason = facts.unread_reason or ""
    letter.reader_version = READER_VERSION
    letter.priority = facts.priority or ""
    for field in ("assigned_on", "injured_on", "decided_on", "ur_denied_on", "received_on"):
        setattr(letter, field, getattr(facts, field))
    letter.reviewer_states = list(facts.reviewer.states)
    letter.reviewer_specialties = list(facts.reviewer.specialties)
    letter.claimant_age = facts.claimant.age
    letter.claimant_sex = facts.claimant.sex or ""
    letter.case_summary = _storable(facts.case_summary)
    letter.text = _storable(text.full)
    letter.findings = [asdict(finding) for finding in facts.findings]
    letter.spans = _spans(facts.spans)
    letter.identifiers = [asdict(identifier) for identifier in find_identifiers(text)]


def determination_row(letter: Letter, item: DeterminationFacts) -> Determination:
    return Determination(
        letter=letter,
        number=item.number,
        treatment=_storable(item.treatment),
        requested=_storable(item.requested or ""),
        outcome=item.outcome,
        category=item.category,
        subcategory=item.subcategory or "",
        drugs=list(item.drugs),
        body_regions=list(item.body_regions),
        details=asdict(item.details),
        claims_administrator_citation=_storable(item.claims_administrator_citation),
        reviewer_citation=_storable(item.reviewer_citation),
        claims_administrator_guidelines=[asdict(g) for g in item.claims_administrator_guidelines],
        reviewer_guidelines=[asdict(g) for g in item.reviewer_guidelines],
        rationale=_storable(item.rationale),
        reasons=[asdict(reason) for reason in find_reasons(item.rationale, item.outcome)],
        spans=_spans(item.spans),
    )


def _spans(spans: Any) -> dict[str, dict[str, int]]:
    return {name: asdict(span) for name, span in spans.items() if isinstance(span, Span)}


def _storable(text: str) -> str:
    """The same length without NUL, which PostgreSQL does not hold; spans stay true."""
    return text.replace("\x00", "�")
