"""Facts of a letter to rows of the database, in one transaction."""

from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from django.db import transaction

from search.letters import READER_VERSION
from search.letters.extraction import LetterText
from search.letters.facts import Determination as DeterminationFacts
from search.letters.facts import LetterFacts, Span
from search.models import Determination, IncomingFile, Letter, Original
from search.queueing import queue_index_update

_REFERENCE_LENGTH = 150
_HASH_LENGTHS = (8, 16, 32)


def store_letter(file: IncomingFile, text: LetterText, facts: LetterFacts) -> tuple[Letter, bool]:
    """Write a letter that was read from `file`; a known case number gets a new revision.

    Must be called in a transaction. Returns the letter, and whether it is new.

    Raises:
        django.db.IntegrityError: another worker wrote the same letter meanwhile; try again.
    """
    letter = _known_letter(facts)
    is_new = letter is None
    letter = letter or Letter(reference=_free_reference(file, facts), revision=0)
    _fill(letter, text, facts)
    letter.original_sha256 = file.sha256
    letter.revision += 1
    letter.highest_number = max(letter.highest_number, len(facts.determinations))
    letter.save()
    letter.determinations.all().delete()
    Determination.objects.bulk_create(_row(letter, item) for item in facts.determinations)
    Original.objects.create(sha256=file.sha256, letter=letter, name=file.name, kind=file.kind, size=file.size)
    transaction.on_commit(queue_index_update)
    return letter, is_new


def _known_letter(facts: LetterFacts) -> Letter | None:
    if facts.case_number is None:
        return None
    return Letter.objects.select_for_update().filter(case_number=facts.case_number).first()


def _free_reference(file: IncomingFile, facts: LetterFacts) -> str:
    """The case number, or the file's stem; with the hash's start where that is taken, or more of the hash."""
    wanted = facts.case_number or _stem(file.name)
    longer = [f"{wanted}-{file.sha256[:length]}" for length in _HASH_LENGTHS]
    taken = set(Letter.objects.filter(reference__in=[wanted, *longer]).values_list("reference", flat=True))
    return next((free for free in [wanted, *longer] if free not in taken), longer[-1])


def _stem(name: str) -> str:
    """A file's stem fit for an address: `/`, `#` and the like would cut it there."""
    kept = "".join(c if c.isalnum() or c in "-_.~ " else "_" for c in PurePath(name).stem)
    return kept.strip(". ")[:_REFERENCE_LENGTH] or "letter"


def _fill(letter: Letter, text: LetterText, facts: LetterFacts) -> None:
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


def _row(letter: Letter, item: DeterminationFacts) -> Determination:
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
        claims_administrator_citation=_storable(item.claims_administrator_citation),
        reviewer_citation=_storable(item.reviewer_citation),
        claims_administrator_guidelines=[asdict(g) for g in item.claims_administrator_guidelines],
        reviewer_guidelines=[asdict(g) for g in item.reviewer_guidelines],
        rationale=_storable(item.rationale),
        spans=_spans(item.spans),
    )


def _spans(spans: Any) -> dict[str, dict[str, int]]:
    return {name: asdict(span) for name, span in spans.items() if isinstance(span, Span)}


def _storable(text: str) -> str:
    """The same length without NUL, which PostgreSQL does not hold; spans stay true."""
    return text.replace("\x00", "�")
