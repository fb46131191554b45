"""A letter as its page shows it: facts with their places, words marked, reasons at their sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from search.cases.references import Reference
from search.ingest.originals import original_path
from search.letters.reasons import in_words
from search.models import Determination, Letter, Original
from search.models.letters import Outcome
from search.query.marking import Marker
from search.reading.facts import Fact, Value, guidelines, item_facts, letter_facts
from search.reading.places import PAGES, PARAGRAPHS, Place, set_places
from search.reading.proofs import Proof, Proofs, reason_name, reason_places

# What a determination says in the letter, beside the facts of its treatment.
_PASSAGES: Final = (
    *("treatment", "outcome", "rationale", "reviewer_citation"),
    "claims_administrator_citation",
)


@dataclass(frozen=True, slots=True)
class GivenReason:
    """A reason in words; `place` names its sentence in the rationale, empty where that is not known."""

    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What could not be read, or contradicts itself in the letter, with the fact it is about."""

    words: str
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class ShownDetermination:
    """A determination with its treatment and rationale as escaped and marked HTML.

    `proofs` has the places of `treatment`, `outcome`, `rationale` and both citations, each None where it is
    not known; `matches` counts the marks in treatment and rationale.
    """

    row: Determination
    treatment: SafeString
    facts: list[Fact]
    reasons: list[GivenReason]
    paragraphs: list[SafeString]
    proofs: dict[str, Proof | None]
    reviewer_guidelines: tuple[Value, ...]
    claims_administrator_guidelines: tuple[Value, ...]
    reference: Reference
    matches: int

    @property
    def is_overturned(self) -> bool:
        return self.row.outcome == Outcome.OVERTURNED


@dataclass(frozen=True, slots=True)
class LetterPage:
    """All that the letter's template shows.

    `text` holds the pages of the letter's own text, `text_matches` the marks in it. `matches` counts the
    marks in what stands open: of a letter that could not be read, those in its own text too.
    """

    letter: Letter
    original: Original | None
    facts: list[Fact]
    has_places: bool
    determinations: list[ShownDetermination]
    summary: list[SafeString]
    summary_proof: Proof | None
    text: list[SafeString]
    matches: int
    text_matches: int
    doubts: list[Doubt]
    reference: Reference

    @classmethod
    def of(cls, letter: Letter, marker: Marker) -> "LetterPage":
        rows = list(letter.determinations.select_related("letter"))
        proofs = Proofs.of(letter, rows)
        determinations = [_shown(row, proofs, marker) for row in rows]
        summary = set_places(letter.case_summary, [], marker.places(letter.case_summary), PARAGRAPHS)
        text = set_places(letter.text, proofs.places, marker.places(letter.text), PAGES)
        text_matches = sum(part.marks for part in text)
        matches = sum(part.marks for part in summary) + sum(shown.matches for shown in determinations)
        return cls(
            letter=letter,
            original=letter.originals.filter(sha256=letter.original_sha256).first(),
            facts=letter_facts(letter, proofs),
            has_places=bool(proofs.places),
            determinations=determinations,
            summary=_safe(part.html for part in summary if part.html.strip()),
            summary_proof=proofs.get("case_summary"),
            text=_safe(part.html for part in text),
            matches=matches + (0 if letter.is_read else text_matches),
            text_matches=text_matches,
            doubts=_doubts(letter, proofs),
            reference=Reference(letter),
        )

    @property
    def is_original_kept(self) -> bool:
        """Whether the file is still there to be shown."""
        return self.original is not None and original_path(self.original.sha256).is_file()

    @property
    def upheld(self) -> int:
        return len(self.determinations) - self.overturned

    @property
    def overturned(self) -> int:
        return sum(shown.is_overturned for shown in self.determinations)


def _shown(row: Determination, proofs: Proofs, marker: Marker) -> ShownDetermination:
    sentences = reason_places(row.number, row.rationale, row.reasons)
    treatment = set_places(row.treatment, [], marker.places(row.treatment))
    rationale = set_places(row.rationale, sentences, marker.places(row.rationale), PARAGRAPHS)
    return ShownDetermination(
        row=row,
        treatment=_safe([" ".join(part.html for part in treatment)])[0],
        facts=item_facts(row, proofs),
        reasons=_reasons(row, sentences),
        paragraphs=_safe(part.html for part in rationale if part.html.strip()),
        proofs={name: proofs.get(f"{row.number}.{name}") for name in _PASSAGES},
        reviewer_guidelines=guidelines(row.reviewer_guidelines),
        claims_administrator_guidelines=guidelines(row.claims_administrator_guidelines),
        reference=Reference(row.letter, row),
        matches=sum(part.marks for part in (*treatment, *rationale)),
    )


def _reasons(row: Determination, sentences: Iterable[Place]) -> list[GivenReason]:
    named = {place.name for place in sentences}
    given = []
    for key in dict.fromkeys(reason["key"] for reason in row.reasons):
        name = reason_name(row.number, key)
        given += [GivenReason(words, name if name in named else "") for words in in_words([key])]
    return given


def _doubts(letter: Letter, proofs: Proofs) -> list[Doubt]:
    return [
        Doubt(
            f"{_field_words(finding['field']).capitalize()}: {finding['reason']}",
            proofs.get(f"finding.{number}"),
        )
        for number, finding in enumerate(letter.findings, start=1)
    ]


def _field_words(field: str) -> str:
    """A fact's name in words: `reviewer.specialties` is kept in code as the reader names it."""
    return field.replace(".", " ").replace("_", " ")


def _safe(written: Iterable[str]) -> list[SafeString]:
    return [mark_safe(html) for html in written]  # noqa: S308  set_places escapes all of the text
