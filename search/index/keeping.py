"""Keeping the index up to the database: what is marked as waiting is written, then its mark is cleared.

The mark is the letter's revision against the one last indexed, set in the transaction that changes the
letter. It is cleared for the revision that was written, never for a newer one.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from search.index.writer import Written, purge_letters, write_letters
from search.models import Letter, RemovedLetter

logger = logging.getLogger(__name__)

AT_ONCE = 200
_ROUNDS = 50


def bring_up_to_date() -> int:
    """Index and purge whatever waits. Returns how many letters were written.

    Raises:
        EngineUnavailable: the engine is away or too busy; what was not written keeps its mark.
    """
    purge_waiting()
    count = 0
    for _ in range(_ROUNDS):
        waiting = set(
            Letter.objects.waiting_for_index().order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
        )
        if not waiting:
            break
        write_and_mark(waiting)
        count += len(waiting)
    return count


def write_and_mark(letter_ids: set[int]) -> None:
    """Write letters to the index that serves, and note which revision it holds now."""
    letters = letters_to_write(letter_ids)
    _mark(letters, write_letters(letters, settings.SEARCH_ALIAS))


def letters_to_write(letter_ids: set[int]) -> list[Letter]:
    return list(Letter.objects.filter(pk__in=letter_ids).prefetch_related("determinations"))


def _mark(letters: Sequence[Letter], written: Written) -> None:
    by_revision: dict[int, list[int]] = defaultdict(list)
    for letter in letters:
        if letter.pk in written.rejected:
            reason = written.rejected[letter.pk]
            logger.error("the index rejected %s: %s", letter.reference, reason)
            Letter.objects.filter(pk=letter.pk).update(rejected_revision=letter.revision, index_error=reason)
        else:
            by_revision[letter.revision].append(letter.pk)
    for revision, ids in by_revision.items():
        Letter.objects.filter(pk__in=ids, indexed_revision__lt=revision).update(
            indexed_revision=revision, index_error=""
        )


def purge_waiting() -> int:
    """Delete the documents of removed letters that are still in the index. Returns how many letters."""
    removed = list(RemovedLetter.objects.filter(purged_at=None).order_by("pk")[: AT_ONCE * 10])
    if removed:
        purge_letters(removed, settings.SEARCH_ALIAS)
        ids = [gone.pk for gone in removed]
        RemovedLetter.objects.filter(pk__in=ids).update(purged_at=timezone.now())
    return len(removed)


def index_again(letters: QuerySet[Letter]) -> int:
    """Mark letters as waiting for the index, rejected ones too. Returns how many."""
    return letters.update(indexed_revision=0, rejected_revision=0, index_error="")
