"""Letters taken out of the portal, and put back: kept for staff, for everybody else gone, with a sentence."""

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from search.ingest.quarantine import reason_for
from search.models import IncomingFile, Letter, RemovedLetter
from search.models.batches import State
from search.models.letters import Visibility
from search.news.telling import tell
from search.queueing import queue_index_update
from search.traces.acts import Act
from search.traces.recording import record_all

REASON_LENGTH = 500
GONE = (
    "This letter was taken out of the portal. Other letters on the same treatment can be found by the search."
)
KEPT_OUT = "The letter was taken out of the portal, and stays out. Who wants it seen has to put it back."


class LetterGone(Exception):
    """The letter that was asked for was taken out, or deleted for good."""

    def __init__(self) -> None:
        super().__init__(GONE)


def remove(letters: QuerySet[Letter], reason: str, by: User | AnonymousUser | None) -> int:
    """Take letters out of index and pages. Those that are out already stay as they are. Returns how many.

    Raises:
        ValueError: there is no reason, or it is longer than REASON_LENGTH.
    """
    reason = reason.strip()
    if not reason or len(reason) > REASON_LENGTH:
        raise ValueError(f"a reason of 1 to {REASON_LENGTH} characters is needed")
    with transaction.atomic():
        removed = _locked(letters.exclude(visibility=Visibility.REMOVED))
        _change(removed, Visibility.REMOVED, reason)
        record_all(by, Act.TAKEN_OUT, removed)
    return len(removed)


def put_back(letters: QuerySet[Letter], by: User | AnonymousUser | None) -> int:
    """Show letters that were taken out to everybody again. Returns how many.

    One that was refused before, or that may tell who a person is, goes into quarantine, to be judged.
    """
    with transaction.atomic():
        back = _locked(letters.filter(visibility=Visibility.REMOVED))
        files = IncomingFile.objects.filter(letter__in=_ids(back), state=State.REFUSED)
        refused = set(files.values_list("letter_id", flat=True))
        held = [letter for letter in back if letter.identifiers or letter.pk in refused]
        shown = [letter for letter in back if letter not in held]
        _change(held, Visibility.QUARANTINED, "")
        _change(shown, Visibility.PUBLIC, "")
        _bring_files(held, is_held=True)
        _bring_files(shown, is_held=False)
        for letter in Letter.objects.filter(pk__in=_ids(shown)).prefetch_related("determinations"):
            tell(letter, letter.determinations.all())
        record_all(by, Act.PUT_BACK, back)
    return len(back)


def was_removed(reference: str) -> bool:
    """Whether a letter of this reference was here, and was taken out or deleted for good.

    A letter that staff keep back while they judge it is not gone: it was not shown.
    """
    if "\x00" in reference:
        return False
    # Case numbers are written in capitals; an address may not be.
    names = {reference, reference.upper()}
    known = Letter.objects.filter(reference__in=names).values_list("visibility", flat=True)
    if visibilities := list(known):
        return Visibility.REMOVED in visibilities
    return RemovedLetter.objects.filter(reference__in=names).exists()


def _locked(letters: QuerySet[Letter]) -> list[Letter]:
    ids = list(letters.values_list("pk", flat=True))
    return list(Letter.objects.select_for_update().filter(pk__in=ids).defer("text", "spans").order_by("pk"))


def _change(letters: list[Letter], visibility: Visibility, reason: str) -> None:
    Letter.objects.filter(pk__in=_ids(letters)).update(
        visibility=visibility, removal_reason=reason, revision=F("revision") + 1, updated_at=timezone.now()
    )
    transaction.on_commit(queue_index_update)


def _bring_files(letters: list[Letter], is_held: bool) -> None:
    """What was handed in while the letter was out has its letter's fate."""
    for letter in letters:
        files = IncomingFile.objects.filter(letter=letter, state=State.KEPT_OUT)
        if is_held:
            files.update(state=State.QUARANTINED, reason=reason_for(letter))
        else:
            files.update(state=State.REVISED, reason="")


def _ids(letters: list[Letter]) -> list[int]:
    return [letter.pk for letter in letters]
