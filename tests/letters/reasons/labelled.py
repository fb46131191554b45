"""Hand-marked reasons of real determinations, and how well found reasons agree with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.letters.bulk import letter_files, read_files
from search.letters.reasons import REASONS, find_reasons

LABELS: Final = Path(__file__).with_name("labels.tsv")
LOOK_AT: Final = "look_at"
SCORE_ONLY: Final = "score_only"


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader marked for one determination; `part` is `look_at` or `score_only`."""

    reference: str
    part: str
    reasons: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over determinations: reasons found and marked, found alone, marked alone."""

    right: int = 0
    found_alone: int = 0
    marked_alone: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that is marked; 1 where nothing was found."""
        found = self.right + self.found_alone
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of the marked that is found; 1 where nothing was marked."""
        marked = self.right + self.marked_alone
        return self.right / marked if marked else 1.0


def read_labels() -> list[Label]:
    """The labels of `labels.tsv` in its order; raises ValueError for a line that has not three fields."""
    labels = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            reference, part, reasons = line.split("\t")
            labels.append(Label(reference, part, frozenset(reasons.split(","))))
    return labels


def found_in(folder: Path) -> dict[str, frozenset[str]]:
    """Keys of the reasons found in every determination of the letters in `folder`, by reference."""
    found = {}
    for result in read_files(letter_files([folder]), processes=1):
        if result.facts is None:
            raise ValueError(f"{result.path.name} cannot be read: {result.problem}")
        letter = result.facts.case_number or result.path.stem
        for item in result.facts.determinations:
            reasons = find_reasons(item.rationale, item.outcome)
            found[f"{letter}#{item.number}"] = frozenset(reason.key for reason in reasons)
    return found


def agreement(labels: Iterable[Label], found: dict[str, frozenset[str]], key: str) -> Agreement:
    """How found and marked agree on one reason; raises KeyError for a label whose letter is not there."""
    pairs = [(key in found[label.reference], key in label.reasons) for label in labels]
    return Agreement(pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)))


def agreements(labels: list[Label], found: dict[str, frozenset[str]]) -> dict[str, Agreement]:
    """One agreement for each reason, in the order of the closed set."""
    return {key: agreement(labels, found, key) for key in REASONS}


def summed(several: Iterable[Agreement]) -> Agreement:
    """All counts together."""
    parts = list(several)
    return Agreement(
        sum(part.right for part in parts),
        sum(part.found_alone for part in parts),
        sum(part.marked_alone for part in parts),
    )
