"""A letter with all its facts, from the database alone."""

from urllib.parse import quote

from django.http import Http404, HttpRequest
from django.urls import reverse

from search.api import schemas
from search.api.shapes import letter_url
from search.ingest.removal import LetterGone, was_removed
from search.letters.reasons import in_words
from search.letters.treatments.procedures import procedures_in
from search.models import Determination, Letter
from search.models.letters import LetterQuerySet, Outcome

# Grows when the answer's shape does, so that what clients keep is asked for again.
_SHAPE = 2


def letter_tag(request: HttpRequest, reference: str) -> str | None:
    """The letter's ETag, from its revision and reader; None where there is no public letter of that name."""
    # A newer reader that reads the same makes no new revision.
    found = _public(reference).values_list("pk", "revision", "reader_version").first()
    return f'"{found[0]}-{found[1]}-{quote(found[2])}-{_SHAPE}"' if found else None


def public_letter(request: HttpRequest, reference: str) -> schemas.Letter:
    """A public letter's facts.

    Raises:
        Http404: there is none of that name, or it is not public, whoever asks.
        LetterGone: it was taken out.
    """
    letter = _public(reference).prefetch_related("determinations").first()
    if letter is None:
        raise LetterGone if was_removed(reference) else Http404
    return schemas.Letter(
        reference=letter.reference,
        url=letter_url(letter.reference, 0, request),
        original_url=request.build_absolute_uri(reverse("original", args=[letter.reference])),
        case_number=letter.case_number,
        read=letter.is_read,
        unread_reason=letter.unread_reason or None,
        priority=letter.priority or None,
        assigned_on=letter.assigned_on,
        injured_on=letter.injured_on,
        ur_denied_on=letter.ur_denied_on,
        received_on=letter.received_on,
        decided_on=letter.decided_on,
        reviewer_states=letter.reviewer_states,
        reviewer_specialties=letter.reviewer_specialties,
        claimant_age=letter.claimant_age,
        claimant_sex=letter.claimant_sex or None,
        case_summary=letter.case_summary or None,
        findings=letter.findings,
        by_text_recognition=letter.by_ocr,
        revision=letter.revision,
        reader_version=letter.reader_version,
        determinations=[_determination(row, letter, request) for row in letter.determinations.all()],
    )


def _public(reference: str) -> LetterQuerySet:
    # PostgreSQL cannot be asked for text with a NUL.
    if "\x00" in reference:
        return Letter.objects.none()
    return Letter.objects.public().filter(reference=reference)


def _determination(row: Determination, letter: Letter, request: HttpRequest) -> schemas.LetterDetermination:
    reasons = list(dict.fromkeys(reason["key"] for reason in row.reasons))
    return schemas.LetterDetermination(
        reference=f"{letter.reference}#{row.number}",
        number=row.number,
        url=letter_url(letter.reference, row.number, request),
        treatment=row.treatment,
        requested=row.requested or None,
        outcome=Outcome(row.outcome),
        outcome_in_words=row.get_outcome_display(),
        category=row.category,
        subcategory=row.subcategory or None,
        drugs=row.drugs,
        procedures=list(procedures_in(row.treatment)),
        body_regions=row.body_regions,
        details=row.details,
        reasons=reasons,
        reasons_in_words=in_words(reasons),
        reviewer_citation=row.reviewer_citation or None,
        reviewer_guidelines=row.reviewer_guidelines,
        claims_administrator_citation=row.claims_administrator_citation or None,
        claims_administrator_guidelines=row.claims_administrator_guidelines,
        rationale=row.rationale or None,
    )
