"""The end of a saved search's mails, and their beginning again, by the secret address of a mail."""

from search.alerts.schedule import follow
from search.models import SavedQuery
from search.models.saved import Frequency

# What a mail program posts to the address (RFC 8058), without a reader's page in between.
ONE_CLICK_FIELD, ONE_CLICK = "List-Unsubscribe", "One-Click"
FREQUENCIES = [choice for choice in Frequency if choice != Frequency.OFF]


def stop(saved: SavedQuery) -> None:
    """Send no more mails of this saved search; once more does nothing more."""
    if saved.frequency != Frequency.OFF:
        follow(saved, Frequency.OFF)


def resume(saved: SavedQuery, frequency: str) -> None:
    """Send mails again of what comes from now on.

    Raises:
        ValueError: there is no such frequency.
    """
    wanted = Frequency(frequency)
    if wanted not in FREQUENCIES:
        raise ValueError(frequency)
    if saved.frequency != wanted:
        follow(saved, wanted)
