"""A case list as it stands now: each entry with what its decision says at present, while it is public."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import Prefetch

from search.cases.references import Reference, guideline_names
from search.letters.specialties import specialty_name
from search.models import Determination, KeptDecision, Letter
from search.models.letters import Outcome

# Other references may come from a file's name, and tell of what is not public any more.
_CASE_NUMBER: Final = re.compile(r"CM\d{2}-\d{7}")
_OPENING_LENGTH: Final = 600
_OF_LETTERS: Final = (
    *("reference", "case_number", "unread_reason", "decided_on", "reviewer_specialties", "revision"),
    *("layout", "visibility"),
)


@dataclass(frozen=True)
class Line:
    """An entry of a case list.

    `letter` is None where the letter is not public any more, `determination` also where the entry is a
    letter that could not be read, or where the letter has no item of that number any more.
    """

    kept: KeptDecision
    letter: Letter | None
    determination: Determination | None

    @property
    def is_available(self) -> bool:
        """Whether the entry can be shown, cited and opened."""
        return self.determination is not None or self.is_letter

    @property
    def is_letter(self) -> bool:
        """Whether the entry is a whole letter: one that could not be read when it was kept."""
        return self.letter is not None and self.kept.number == 0

    @property
    def outcome(self) -> str:
        return self.determination.outcome if self.determination else ""

    @property
    def is_changed(self) -> bool:
        """Whether the outcome is another than when the decision was kept."""
        return self.determination is not None and self.outcome != self.kept.outcome

    @property
    def outcome_when_kept(self) -> str:
        """In words; empty for a letter that could not be read."""
        return Outcome(self.kept.outcome).label if self.kept.outcome else ""

    @property
    def is_nameless(self) -> bool:
        """Whether its reference is not told: of what is not public, no more than a case number is."""
        return self.letter is None and not _CASE_NUMBER.fullmatch(self.kept.reference)

    @property
    def reference(self) -> str:
        """Of the determination or letter; empty where it is not told."""
        if self.is_nameless:
            return ""
        return f"{self.kept.reference}#{self.kept.number}" if self.kept.number else self.kept.reference

    @property
    def name(self) -> str:
        """What the entry is called in a sentence."""
        if self.is_nameless:
            return "a letter without a case number"
        reference = self.kept.reference
        return f"{reference}, item {self.kept.number}" if self.kept.number else reference

    @property
    def address(self) -> str:
        """Path of the letter's page, at the item; empty where there is none."""
        return Reference(self.letter, self.determination).path if self.letter else ""

    @property
    def cited(self) -> Reference | None:
        """What there is to cite; None where nothing is available."""
        return Reference(self.letter, self.determination) if self.letter and self.is_available else None

    @property
    def citation(self) -> str:
        """Empty where there is nothing to cite."""
        return self.cited.citation if self.cited else ""

    @cached_property
    def guidelines(self) -> list[str]:
        """The reviewer's guidelines by name, each once."""
        return guideline_names(self.determination) if self.determination else []

    @cached_property
    def specialties(self) -> list[str]:
        """The reviewer's specialties, each once."""
        printed = self.letter.reviewer_specialties if self.letter else []
        return list(dict.fromkeys(map(specialty_name, printed)))

    @property
    def passage(self) -> str:
        """How the reviewer's rationale begins, in whole words."""
        words = " ".join(self.determination.rationale.split()) if self.determination else ""
        if len(words) <= _OPENING_LENGTH:
            return words
        return words[:_OPENING_LENGTH].rsplit(" ", 1)[0] + " …"


def lines_of(entries: Sequence[KeptDecision]) -> list[Line]:
    """The entries as they stand now, in two queries.

    Letters are found by their references: one that was deleted and handed in again is there again.
    """
    items = Determination.objects.defer("spans", "details", "requested")
    letters = {
        letter.reference: letter
        for letter in Letter.objects.public()
        .filter(reference__in={entry.reference for entry in entries})
        .only(*_OF_LETTERS)
        .prefetch_related(Prefetch("determinations", queryset=items))
    }
    return [_line(entry, letters.get(entry.reference)) for entry in entries]


def _line(entry: KeptDecision, letter: Letter | None) -> Line:
    items = letter.determinations.all() if letter and entry.number else ()
    determination = next((item for item in items if item.number == entry.number), None)
    return Line(entry, letter, determination)
