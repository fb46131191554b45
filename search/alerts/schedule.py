"""When to look for news of a saved query."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from search.models import SavedQuery
from search.models.saved import Frequency
from search.news.positions import position_now
from search.web.secret_addresses import new_nonce

# Before the day's work, by the portal's clock (TIME_ZONE).
HOUR = time(6)
MONDAY = 0
_CHANGED = ["frequency", "due_at", "announced_position", "unsubscribe_nonce", "alert_error"]


def follow(saved: SavedQuery, frequency: str, now: datetime | None = None) -> None:
    """Set how often a saved query's owner is told of what is new, and when first.

    To be called too when the query was edited: one that could not be asked is then asked again at once.
    Turned on, it tells of what comes from now on; another frequency leaves out nothing. A saved query that is
    not in the database yet is only filled; one that is, is saved.
    """
    now = now or timezone.now()
    with transaction.atomic():
        stored = None
        if saved.pk is not None:
            stored = SavedQuery.objects.select_for_update().get(pk=saved.pk)
        _fill(saved, Frequency(frequency), stored, now)
        if stored is not None:
            saved.save(update_fields=_CHANGED)


def next_due(frequency: str, now: datetime) -> datetime | None:
    """When to look for news next: now, at the next six in the morning, or at that of the next Monday.

    None where the owner is not told at all.
    """
    if frequency == Frequency.OFF:
        return None
    if frequency == Frequency.AT_ONCE:
        return now
    day = timezone.localtime(now)
    morning = _six_o_clock(day)
    if morning <= now:
        morning = _six_o_clock(day + timedelta(days=1))
    if frequency == Frequency.WEEKLY:
        morning = _six_o_clock(morning + timedelta(days=(MONDAY - morning.weekday()) % 7))
    return morning


def _fill(saved: SavedQuery, frequency: Frequency, stored: SavedQuery | None, now: datetime) -> None:
    before = stored.frequency if stored else Frequency.OFF
    saved.due_at = next_due(frequency, now)
    if stored is not None:
        saved.announced_position, saved.unsubscribe_nonce = (
            stored.announced_position,
            stored.unsubscribe_nonce,
        )
        if frequency == before and saved.due_at and stored.due_at:
            # Who edits a saved query that is due already does not wait another day for it.
            saved.due_at = min(saved.due_at, stored.due_at)
    if frequency != Frequency.OFF and before == Frequency.OFF:
        saved.announced_position = position_now()
    if frequency != Frequency.OFF and not saved.unsubscribe_nonce:
        saved.unsubscribe_nonce = new_nonce()
    saved.frequency = frequency
    saved.alert_error = ""


def _six_o_clock(day: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(day.date(), HOUR))
