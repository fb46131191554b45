"""Letters as the portal would store them, but in memory: made up by the thousand, or read from a folder."""

import itertools
import random
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final
from unittest.mock import patch

from search.generator import make_letters
from search.generator.letters import NUMBERS, START, STEP
from search.ingest.rows import determination_row, fill_letter
from search.letters import LetterText, read_letter
from search.letters.bulk import letter_files, text_of_file
from search.letters.extraction import PdfExtractor, text_from_bytes
from search.models import Determination, Letter

# Parts are made independently of each other; each has its own range of case numbers.
PARTS: Final = 40
DISTINCT_A_PART: Final = 1000
_DAYS_SHIFTED, _YEARS_SHIFTED = 400, 15
_DATES = ("assigned_on", "injured_on", "decided_on", "ur_denied_on", "received_on")


class Unit(StrEnum):
    DETERMINATIONS = "determinations"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a corpus that one process makes and writes to the physical index `index`."""

    number: int
    count: int
    unit: Unit
    seed: int
    index: str
    taken: frozenset[str]


def documents_of(letter: Letter) -> int:
    """A letter without determinations has a document too."""
    return len(letter.determinations.all()) or 1


def letters_of(part: Part) -> Iterator[Letter]:
    """As many letters, or determinations, as the part is to hold; the last letter is cut short for that."""
    if part.unit is Unit.LETTERS:
        yield from itertools.islice(_endless(part), part.count)
        return
    letters, left = _endless(part), part.count
    while left:
        letter = next(letters)
        _hold(letter, list(letter.determinations.all())[:left])
        left -= documents_of(letter)
        yield letter


def _endless(part: Part) -> Iterator[Letter]:
    """Letters without end: distinct ones first, then the same ones changed."""
    places = itertools.count(part.number * NUMBERS // PARTS)
    read: list[Letter] = []
    for made in make_letters(DISTINCT_A_PART, part.seed, first=part.number * NUMBERS // PARTS):
        place, reference = next(places), made.case_number or made.file_stem
        read.append(letter_in_memory(place + 1, reference, text_from_bytes(made.text.encode())))
        if reference not in part.taken:
            yield read[-1]
    rng = random.Random(f"{part.seed}:{part.number}")  # noqa: S311 - nothing is kept secret
    while True:
        summaries = rng.sample([letter.case_summary for letter in read], len(read))
        for letter, summary in zip(read, summaries, strict=True):
            changed = _changed(letter, next(places), part.seed, rng, read)
            changed.case_summary = summary
            if changed.reference not in part.taken:
                yield changed


def _changed(letter: Letter, place: int, seed: int, rng: random.Random, read: list[Letter]) -> Letter:
    """The letter as that of another case."""
    changed = copy(letter)
    changed.pk = place + 1
    shift = timedelta(days=rng.randint(-_DAYS_SHIFTED, _DAYS_SHIFTED))
    for name in _DATES:
        told = getattr(letter, name)
        setattr(changed, name, told and told + shift)
    if letter.claimant_age is not None:
        changed.claimant_age = max(18, letter.claimant_age + rng.randint(-_YEARS_SHIFTED, _YEARS_SHIFTED))
    changed.reviewer_states = rng.choice(read).reviewer_states
    changed.priority = rng.choice(read).priority
    year = changed.decided_on.year % 100 if changed.decided_on else 16
    changed.reference = f"CM{year:02}-{(STEP * place + START * seed) % NUMBERS:07}"
    changed.case_number = changed.reference if letter.case_number else None
    rows = [copy(row) for row in letter.determinations.all()]
    _hold(changed, rows)
    return changed


def letter_in_memory(pk: int, reference: str, text: LetterText) -> Letter:
    """A letter that was read from a text, with its determinations as if prefetched; nothing is stored."""
    facts = read_letter(text)
    letter = Letter(pk=pk, reference=reference)
    # No benchmark keeps a letter back for what it may tell, and the screen takes a third of the time.
    with patch("search.ingest.rows.find_identifiers", return_value=[]):
        fill_letter(letter, text, facts)
    _hold(letter, [determination_row(letter, item) for item in facts.determinations])
    return letter


def _hold(letter: Letter, rows: list[Determination]) -> None:
    """Give an unsaved letter its determinations as if they had been prefetched."""
    for row in rows:
        row.letter = letter
        row.letter_id = letter.pk
    prefetched = Determination.objects.none()
    prefetched._result_cache = rows
    letter._prefetched_objects_cache = {"determinations": prefetched}  # type: ignore[attr-defined]


def real_letters(folder: Path) -> list[Letter]:
    """The folder's letters, each named by its file's stem, which for posted files is the case number."""
    with PdfExtractor() as extractor:
        return [
            letter_in_memory(NUMBERS + place, path.stem, text_of_file(path, extractor))
            for place, path in enumerate(letter_files([folder]), 1)
        ]
