"""The sentences in which reviewers give a reason: which ones to show, and where they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from search.models import Determination, Letter
from search.query.result import Hit

# So many stand in a column at most, shared out among its reasons.
PASSAGES: Final = 8
_MOST_OF_A_REASON: Final = 4
# A sentence that was read in one piece can be a page long.
LONGEST: Final = 480


@dataclass(frozen=True, slots=True)
class Argued:
    """A decision with the sentence of each of its reasons, by the reason's key."""

    letter: str
    number: int
    treatment: str
    decided_on: date | None
    specialties: Sequence[str]
    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence in which the decision's reviewer gives a reason."""

    decision: Argued
    sentence: str


def argued(hits: Iterable[Hit]) -> dict[str, list[Argued]]:
    """The decisions found as they stand in the database, by outcome, in their order; those shown alone."""
    wanted = list(dict.fromkeys((hit.letter, hit.number) for hit in hits))
    letters = _public(letter for letter, _ in wanted)
    rows = Determination.objects.filter(letter__in=letters, number__in={number for _, number in wanted})
    by_place = {
        (letters[row.letter_id].reference, row.number): row
        for row in rows.only("letter_id", "number", "treatment", "outcome", "rationale", "reasons")
    }
    found: dict[str, list[Argued]] = {}
    for place in wanted:
        if row := by_place.get(place):
            found.setdefault(row.outcome, []).append(_argued(row, letters[row.letter_id]))
    return found


def _public(references: Iterable[str]) -> dict[int, Letter]:
    """The letters that are shown, by their key.

    Which these are is told here: asked for both, SQLite walks through all that are public.
    """
    told = ("reference", "decided_on", "reviewer_specialties", "visibility")
    letters = Letter.objects.filter(reference__in=set(references)).only(*told)
    return {letter.pk: letter for letter in letters if letter.is_public}


def _argued(row: Determination, letter: Letter) -> Argued:
    return Argued(
        letter=letter.reference,
        number=row.number,
        treatment=row.treatment,
        decided_on=letter.decided_on,
        specialties=letter.reviewer_specialties,
        sentences=dict(_sentences(row.rationale, row.reasons)),
    )


def _sentences(rationale: str, reasons: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    # Reasons that were read before sentences had places have none.
    for reason in reasons:
        sentence = " ".join(rationale[reason.get("start", 0) : reason.get("end", 0)].split())
        if sentence:
            yield reason["key"], shortened(sentence)


def shortened(sentence: str) -> str:
    """The sentence; of a very long one its beginning, cut between words."""
    if len(sentence) <= LONGEST:
        return sentence
    return f"{sentence[:LONGEST].rsplit(' ', 1)[0]} …"


def chosen(reasons: Sequence[str], decisions: Sequence[Argued]) -> dict[str, list[Passage]]:
    """Passages of each reason, best ranked first: no sentence twice, other letters before the same again."""
    given = {key for decision in decisions for key in decision.sentences}
    quota = max(1, min(_MOST_OF_A_REASON, PASSAGES // max(1, len(given.intersection(reasons)))))
    choice = _Choice()
    return {key: choice.of_reason(key, decisions, quota) for key in reasons}


@dataclass(slots=True)
class _Choice:
    """Letters and sentences that stand in the column already."""

    letters: set[str] = field(default_factory=set)
    sentences: set[str] = field(default_factory=set)

    def of_reason(self, key: str, decisions: Sequence[Argued], quota: int) -> list[Passage]:
        having = [one for one in decisions if key in one.sentences]
        made = self._of(key, (one for one in having if one.letter not in self.letters), quota)
        return made + self._of(key, having, quota - len(made))

    def _of(self, key: str, decisions: Iterable[Argued], quota: int) -> list[Passage]:
        made: list[Passage] = []
        for decision in decisions:
            if len(made) >= quota or len(self.sentences) >= PASSAGES:
                break
            made += self._taken(decision, decision.sentences[key])
        return made

    def _taken(self, decision: Argued, sentence: str) -> list[Passage]:
        """The passage, or nothing where the column has the same sentence already."""
        if sentence.casefold() in self.sentences:
            return []
        self.sentences.add(sentence.casefold())
        self.letters.add(decision.letter)
        return [Passage(decision, sentence)]
