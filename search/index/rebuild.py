"""The whole index anew, beside the one that serves, and swapped in when it is complete."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from search.index.alias import (
    create_index,
    current_index,
    delete_index,
    is_of_this_code,
    physical_indices,
    point_alias_at,
)
from search.index.errors import EngineError
from search.index.keeping import AT_ONCE, index_again, letters_to_write
from search.index.writer import purge_letters, write_letters
from search.models import Letter, RemovedLetter

logger = logging.getLogger(__name__)

# Rows committed during the rebuild carry times of before it by clock skew and slow transactions.
_MARGIN = timedelta(minutes=5)
KEPT_BEFORE = 1


def ensure_index() -> bool:
    """Make the index where there is none, and anew where the code's mapping changed. True if it did."""
    name = current_index()
    if name is not None and is_of_this_code(name):
        return False
    rebuild()
    return True


def rebuild(progress: Callable[[int], object] = lambda count: None) -> str:
    """Fill a new index from the database and swap it in; searches go on meanwhile. Returns its name.

    What is edited or deleted meanwhile is replayed before and after the swap; versions make that harmless.

    Raises:
        EngineError: the engine failed; the half-built index is deleted and the old one still serves.
    """
    started_at = timezone.now() - _MARGIN
    # What the old mapping did not take, the new one may: the sweep tries once more.
    index_again(Letter.objects.rejected_by_index())
    name = create_index()
    try:
        _fill(name, progress)
        _replay(name, started_at)
        point_alias_at(name)
    except EngineError:
        _delete_half_built(name)
        raise
    _replay(name, started_at)
    _delete_old(name)
    return name


def _fill(name: str, progress: Callable[[int], object]) -> None:
    last = 0
    while ids := list(
        Letter.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        _write(set(ids), name)
        last = ids[-1]
        progress(len(ids))


def _write(letter_ids: set[int], name: str) -> None:
    """Write without clearing the letters' marks: until the swap, another index serves."""
    written = write_letters(letters_to_write(letter_ids), name)
    for letter_id, reason in written.rejected.items():
        logger.error("the new index rejected letter %s: %s", letter_id, reason)


def _replay(name: str, since: datetime) -> None:
    changed = Letter.objects.filter(updated_at__gte=since).order_by("pk").values_list("pk", flat=True)
    ids = list(changed)
    for start in range(0, len(ids), AT_ONCE):
        _write(set(ids[start : start + AT_ONCE]), name)
    purge_letters(RemovedLetter.objects.filter(removed_at__gte=since).iterator(), name)


def _delete_half_built(name: str) -> None:
    try:
        delete_index(name)
    except EngineError as error:
        logger.warning("the half-built index %s is left behind: %s", name, error)


def _delete_old(name: str) -> None:
    for old in [index for index in physical_indices() if index < name][:-KEPT_BEFORE]:
        delete_index(old)
