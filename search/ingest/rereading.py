"""Stored letters read again by a newer reader: what changed becomes a new revision."""

from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict

from search.ingest.rows import determination_row, fill_letter
from search.ingest.storing import save_revision
from search.letters import read_letter
from search.letters.extraction import LetterText
from search.models import Determination, Letter
from search.models.letters import Visibility

_NOT_READ = {"id", "letter", "reader_version"}


def letters_older_than(version: str | None) -> list[int]:
    """Ids of the letters that an older reader read; all where no version is named.

    Raises:
        ValueError: the version is no number, or numbers parted by dots.
    """
    letters = Letter.objects.order_by("pk")
    if version is not None:
        named = _numbers(version)
        known = letters.order_by().values_list("reader_version", flat=True).distinct()
        letters = letters.filter(reader_version__in=[one for one in known if _is_older(one, named)])
    return list(letters.values_list("pk", flat=True))


def reread(letter_id: int) -> bool:
    """Read a letter's stored text again. Returns whether anything of it changed.

    Identifiers that were not there before put the letter in quarantine; those a person has judged do not.
    """
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
        if letter is None:
            return False
        before = _as_read(letter, letter.determinations.all())
        identifiers = letter.identifiers
        text = LetterText.from_full(letter.text)
        facts = read_letter(text)
        fill_letter(letter, text, facts)
        rows = [determination_row(letter, item) for item in facts.determinations]
        changed = _as_read(letter, rows) != before
        is_open = letter.visibility != Visibility.REMOVED
        if is_open and letter.identifiers and letter.identifiers != identifiers:
            letter.visibility = Visibility.QUARANTINED
        if changed:
            save_revision(letter, rows)
        else:
            letter.save(update_fields=["reader_version"])
    return changed


def _as_read(letter: Letter, rows: Any) -> list[dict[str, Any]]:
    """All that the reader gives, comparable."""
    return [_fields(letter), *(_fields(row) for row in rows)]


def _fields(row: Letter | Determination) -> dict[str, Any]:
    values = model_to_dict(row)
    return {name: _plain(value) for name, value in values.items() if name not in _NOT_READ}


def _plain(value: Any) -> Any:
    """Tuples as lists, as the database gives them back."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


def _is_older(version: str, named: tuple[int, ...]) -> bool:
    try:
        return _numbers(version) < named
    except ValueError:
        return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
