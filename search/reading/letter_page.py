"""A letter as its page shows it: words marked, paragraphs parted, matches counted."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from search.letters.reasons import in_words
from search.models import Determination, Letter, Original
from search.models.letters import Outcome
from search.query.marking import Marker


@dataclass(frozen=True, slots=True)
class ShownDetermination:
    """A determination with its treatment and rationale as escaped and marked HTML."""

    row: Determination
    treatment: SafeString
    reasons: list[str]
    paragraphs: list[SafeString]

    @property
    def is_overturned(self) -> bool:
        return self.row.outcome == Outcome.OVERTURNED


@dataclass(frozen=True, slots=True)
class LetterPage:
    """All that the letter's template shows."""

    letter: Letter
    original: Original | None
    determinations: list[ShownDetermination]
    summary: list[SafeString]
    text: list[SafeString]
    matches: int

    @classmethod
    def of(cls, letter: Letter, marker: Marker) -> "LetterPage":
        count = _Count(marker)
        determinations = [
            ShownDetermination(
                row,
                count.marked(row.treatment),
                in_words(reason["key"] for reason in row.reasons),
                count.paragraphs(row.rationale),
            )
            for row in letter.determinations.select_related("letter")
        ]
        summary = count.paragraphs(letter.case_summary)
        matches_of_parts = count.matches
        text = [count.marked(page) for page in letter.text.split("\f")]
        return cls(
            letter=letter,
            original=letter.originals.filter(sha256=letter.original_sha256).first(),
            determinations=determinations,
            summary=summary,
            text=text,
            matches=matches_of_parts if determinations else count.matches,
        )

    @property
    def doubts(self) -> list[str]:
        """What could not be read, or contradicts itself in the letter, each with the fact it is about."""
        return [
            f"{_words(finding['field']).capitalize()}: {finding['reason']}"
            for finding in self.letter.findings
        ]

    @property
    def upheld(self) -> int:
        return len(self.determinations) - self.overturned

    @property
    def overturned(self) -> int:
        return sum(shown.is_overturned for shown in self.determinations)


def _words(field: str) -> str:
    """A fact's name in words: `reviewer.specialties` is kept in code as the reader names it."""
    return field.replace(".", " ").replace("_", " ")


class _Count:
    """Marks texts and counts the marks."""

    def __init__(self, marker: Marker) -> None:
        self._marker = marker
        self.matches = 0

    def marked(self, text: str) -> SafeString:
        marked = self._marker.mark(text)
        self.matches += marked.count
        return mark_safe(marked.html)  # noqa: S308  the marker escapes all of the text

    def paragraphs(self, text: str) -> list[SafeString]:
        return [self.marked(part) for part in text.split("\n\n") if part.strip()]
