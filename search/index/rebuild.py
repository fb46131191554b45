"""The whole index anew, beside the one that serves, and swapped in when it is complete."""

import logging
from collections.abc import Callable, Iterable
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
from search.index.errors import EngineError, EngineRefused, EngineUnavailable
from search.index.keeping import AT_ONCE, bring_up_to_date, index_again, letters_to_write
from search.index.writer import purge_letters, write_letters
from search.models import Letter, RemovedLetter

logger = logging.getLogger(__name__)

# Rows committed during the rebuild carry times of before it by clock skew and slow transactions.
_MARGIN = timedelta(minutes=5)
KEPT_BEFORE = 1
# A few odd letters must not keep a new mapping from serving; a mapping that is wrong for many must not serve.
REJECTED_LETTERS_BORNE = 10
REJECTED_SHARE_BORNE = 0.01


def ensure_index() -> bool:
    """Make the index where there is none, and anew where the code's mapping changed. True if it did."""
    name = current_index()
    if name is not None and is_of_this_code(name):
        return False
    rebuild()
    return True


def rebuild(progress: Callable[[int], object] = lambda count: None) -> str:
    """Fill a new index from the database and swap it in; searches go on meanwhile. Returns its name.

    What is edited or deleted meanwhile is replayed before the swap, and owed to the sweep after it; versions
    make that harmless.

    Raises:
        EngineError: the engine failed, or the new index rejects too many letters; the half-built index is
            deleted and the old one still serves.
    """
    started_at = timezone.now() - _MARGIN
    name = create_index()
    try:
        rejected = _fill(name, progress) | _replay(name, started_at)
        _check(rejected)
        point_alias_at(name)
    except BaseException:
        _delete_unless_it_serves(name)
        raise
    _owe(started_at, rejected)
    _settle(name)
    return name


def _check(rejected: dict[int, str]) -> None:
    bearable = max(REJECTED_LETTERS_BORNE, REJECTED_SHARE_BORNE * Letter.objects.count())
    if len(rejected) > bearable:
        reason = next(iter(rejected.values()))
        raise EngineRefused(f"The new index rejects {len(rejected):,} letters, the first for {reason}.")


def _owe(since: datetime, rejected: Iterable[int]) -> None:
    """Mark what the new index may lack, durably: an outage now must not lose it.

    What the old mapping rejected, the new one may take; what the new one rejected gets its reason noted.
    """
    index_again(Letter.objects.filter(updated_at__gte=since))
    index_again(Letter.objects.filter(pk__in=rejected))
    index_again(Letter.objects.rejected_by_index())
    RemovedLetter.objects.filter(removed_at__gte=since).update(purged_at=None)


def _settle(name: str) -> None:
    try:
        bring_up_to_date()
        _delete_old(name)
    except EngineUnavailable as error:
        logger.warning("the new index serves, its latest letters are left to the sweep: %s", error)


def _fill(name: str, progress: Callable[[int], object]) -> dict[int, str]:
    last, rejected = 0, dict[int, str]()
    while ids := list(
        Letter.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        rejected |= _write(set(ids), name)
        last = ids[-1]
        progress(len(ids))
    return rejected


def _write(letter_ids: set[int], name: str) -> dict[int, str]:
    """Write without clearing the letters' marks: until the swap, another index serves."""
    rejected = write_letters(letters_to_write(letter_ids), name).rejected
    for letter_id, reason in rejected.items():
        logger.error("the new index rejected letter %s: %s", letter_id, reason)
    return rejected


def _replay(name: str, since: datetime) -> dict[int, str]:
    changed = Letter.objects.filter(updated_at__gte=since).order_by("pk").values_list("pk", flat=True)
    ids, rejected = list(changed), dict[int, str]()
    for start in range(0, len(ids), AT_ONCE):
        rejected |= _write(set(ids[start : start + AT_ONCE]), name)
    purge_letters(RemovedLetter.objects.filter(removed_at__gte=since).iterator(), name)
    return rejected


def _delete_unless_it_serves(name: str) -> None:
    """The swap may have happened although its answer was lost."""
    try:
        if current_index() != name:
            delete_index(name)
    except EngineError as error:
        logger.warning("the index %s may be left behind half-built: %s", name, error)


def _delete_old(name: str) -> None:
    for old in [index for index in physical_indices() if index < name][:-KEPT_BEFORE]:
        delete_index(old)
