"""What an owner does with saved searches: keep one, copy it, set its place, replace what it asks."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from search.models import SavedQuery
from search.models.saved import PARAMETERS_VERSION
from search.news.positions import position_now
from search.saved.locking import hold, hold_all_of
from search.saved.words import NAME_LENGTH

# An owner's saved searches, all together.
LIMIT = 500
TOO_MANY = f"You keep {LIMIT} searches, which is the limit. Delete one that you do not need, then save again."
UP, DOWN = "up", "down"
_COPY = " (copy)"


class TooMany(ValueError):
    """The owner keeps as many searches as one may; the message says so."""


def keep(saved: SavedQuery) -> SavedQuery:
    """Store a new one at the top of its owner's list; all that is public by now counts as seen.

    Raises:
        TooMany: the owner keeps as many as one may.
    """
    with transaction.atomic():
        others = hold_all_of(saved.owner)
        if others.count() >= LIMIT:
            raise TooMany(TOO_MANY)
        others.update(place=F("place") + 1)
        saved.place = 0
        saved.looked_position = position_now()
        saved.looked_at = now()
        saved.save()
    return saved


def duplicate(saved: SavedQuery) -> SavedQuery:
    """A copy for the same owner, without mails and without addresses that others know.

    Raises:
        TooMany: the owner keeps as many as one may.
    """
    return keep(
        SavedQuery(
            owner=saved.owner,
            name=f"{saved.name[: NAME_LENGTH - len(_COPY)]}{_COPY}",
            note=saved.note,
            label=saved.label,
            parameters=saved.parameters,
            parameters_version=saved.parameters_version,
        )
    )


def replace_search(saved: SavedQuery, parameters: str) -> None:
    """Let a saved search ask for something else: `parameters` as `canonical` gives them."""
    saved.parameters = parameters
    saved.parameters_version = PARAMETERS_VERSION
    saved.alert_error = ""
    saved.save(update_fields=["parameters", "parameters_version", "alert_error", "updated_at"])


def delete(saved: SavedQuery) -> None:
    """Delete a saved search with its mails and what was announced of it."""
    with transaction.atomic():
        # Else a mail that is written meanwhile would refer to what is gone.
        hold(SavedQuery.objects.filter(pk=saved.pk))
        saved.delete()


def move(saved: SavedQuery, direction: str, label: str | None = None) -> None:
    """Let it change places with the one above or below it, of those with `label` where one is given."""
    with transaction.atomic():
        everyone = list(hold_all_of(saved.owner).only("pk", "place", "label"))
        shown = [one for one in everyone if label is None or one.label == label]
        at = next((place for place, one in enumerate(shown) if one.pk == saved.pk), None)
        to = None if at is None else at + (1 if direction == DOWN else -1)
        if at is None or to is None or not 0 <= to < len(shown):
            return
        first, second = everyone.index(shown[at]), everyone.index(shown[to])
        everyone[first], everyone[second] = everyone[second], everyone[first]
        _renumber(everyone)


def _renumber(in_order: Sequence[SavedQuery]) -> None:
    changed = [one for place, one in enumerate(in_order) if one.place != place]
    for place, one in enumerate(in_order):
        one.place = place
    SavedQuery.objects.bulk_update(changed, ["place"])


def labels_of(owner: User) -> list[str]:
    """The labels that an owner uses, in their alphabet's order."""
    labels = SavedQuery.objects.filter(owner=owner).exclude(label="").values_list("label", flat=True)
    return sorted(set(labels), key=str.casefold)
