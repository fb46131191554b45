"""Changes of a case list: a decision kept, let go, put back, moved, labelled."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet

from search.models import Determination, KeptDecision, Letter

LIMIT: Final = 1_000
LABEL_LENGTH: Final = 50
NOTE_LENGTH: Final = 5_000


class ListFull(Exception):
    """The owner keeps LIMIT decisions already."""


class NothingToKeep(Exception):
    """There is no public letter of that reference, or it has no item of that number."""


class Move(StrEnum):
    """Where an entry goes among those that are shown."""

    TOP = "top"
    UP = "up"
    DOWN = "down"
    END = "end"


def kept_by(owner: User) -> QuerySet[KeptDecision]:
    """The owner's entries in their order: nobody else's, whoever asks."""
    return KeptDecision.objects.filter(owner=owner)


def keep(owner: User, reference: str, number: int) -> KeptDecision:
    """Put a determination on the owner's list, at its top; where it is there already, nothing changes.

    Args:
        owner: whose list it is.
        reference: the letter's.
        number: the item's in its letter; 0 for a letter that could not be read.

    Raises:
        NothingToKeep: there is no such determination in public.
        ListFull: the owner keeps LIMIT decisions already.
    """
    letter = (
        Letter.objects.public().only("pk", "reference", "unread_reason").filter(reference=reference).first()
    )
    if letter is None:
        raise NothingToKeep
    entry = KeptDecision(owner=owner, letter=letter, reference=letter.reference, number=number)
    if number or letter.is_read:
        outcomes = Determination.objects.filter(letter=letter, number=number).values_list(
            "outcome", flat=True
        )
        outcome = outcomes.first()
        if outcome is None:
            raise NothingToKeep
        entry.outcome = outcome
    return add(entry)


def add(entry: KeptDecision) -> KeptDecision:
    """Write an entry down unless its decision is kept already: then that entry is the answer.

    Raises:
        ListFull: the owner keeps LIMIT decisions already.
    """
    with transaction.atomic():
        _lock(entry.owner)
        mine = kept_by(entry.owner)
        there = mine.filter(reference=entry.reference, number=entry.number).first()
        if there:
            return there
        if mine.count() >= LIMIT:
            raise ListFull
        entry.save(force_insert=True)
    return entry


def let_go(owner: User, reference: str, number: int) -> bool:
    """Take a decision off the owner's list, as long as nothing was written about it; whether it is gone."""
    entries = kept_by(owner).filter(reference=reference, number=number)
    entries.filter(note="", label="").delete()
    return not entries.exists()


def move(owner: User, pk: int, where: Move, label: str | None = None) -> None:
    """Move an entry among those of a label, or among all; the others keep their order."""
    with transaction.atomic():
        _lock(owner)
        entries = list(kept_by(owner).only("pk", "place", "label"))
        shown = [one for one in entries if label is None or one.label == label]
        entry = next((one for one in shown if one.pk == pk), None)
        if entry is None:
            return
        place = shown.index(entry)
        last = len(shown) - 1
        target = {Move.TOP: 0, Move.UP: max(0, place - 1), Move.DOWN: min(last, place + 1), Move.END: last}[
            where
        ]
        neighbour = shown[target]
        if neighbour is not entry:
            entries.remove(entry)
            # Going up it takes the neighbour's place, going down the place behind it.
            entries.insert(entries.index(neighbour) + (target > place), entry)
        _number(entries)


def set_label(owner: User, pks: Collection[int], label: str) -> int:
    """Give some of the owner's entries a label, or none; how many there were."""
    return kept_by(owner).filter(pk__in=pks).update(label=label)


def remove(owner: User, pks: Collection[int]) -> int:
    """Delete some of the owner's entries with their notes; how many there were."""
    return kept_by(owner).filter(pk__in=pks).delete()[0]


def labels_of(owner: User) -> list[str]:
    """The owner's labels, in the order of the alphabet."""
    labels = kept_by(owner).exclude(label="").order_by("label").values_list("label", flat=True).distinct()
    return sorted(labels, key=str.casefold)


def _number(entries: Iterable[KeptDecision]) -> None:
    """Write the places 1, 2, 3 …; those that move by as much move in one query."""
    moved: dict[int, list[int]] = {}
    for place, entry in enumerate(entries, start=1):
        if entry.place != place:
            moved.setdefault(place - entry.place, []).append(entry.pk)
    for by, pks in moved.items():
        KeptDecision.objects.filter(pk__in=pks).update(place=F("place") + by)


def _lock(owner: User) -> None:
    """One change of an owner's list at a time: two requests must not pass the limit together."""
    User.objects.select_for_update().only("pk").get(pk=owner.pk)
