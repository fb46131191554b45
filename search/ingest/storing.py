"""Facts of a letter to rows of the database, in one transaction."""

from pathlib import PurePath

from django.db import transaction

from search.ingest.rows import determination_row, fill_letter
from search.letters.extraction import LetterText
from search.letters.facts import LetterFacts
from search.models import Determination, IncomingFile, Letter, Original
from search.models.letters import Visibility
from search.news.telling import tell
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
    fill_letter(letter, text, facts)
    if letter.visibility != Visibility.REMOVED:
        letter.visibility = Visibility.QUARANTINED if letter.identifiers else Visibility.PUBLIC
    letter.by_ocr = text.by_ocr
    letter.original_sha256 = file.sha256
    save_revision(letter, [determination_row(letter, item) for item in facts.determinations])
    Original.objects.create(sha256=file.sha256, letter=letter, name=file.name, kind=file.kind, size=file.size)
    return letter, is_new


def save_revision(letter: Letter, rows: list[Determination]) -> None:
    """Save a filled letter as a new revision with these determinations, to be indexed after commit."""
    letter.revision += 1
    letter.highest_number = max(letter.highest_number, len(rows))
    letter.save()
    letter.determinations.all().delete()
    Determination.objects.bulk_create(rows)
    tell(letter, rows)
    transaction.on_commit(queue_index_update)


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
