"""What happens to letters and saved queries, as the portal does it, for tests of alerts."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from search.alerts.announcing import announce
from search.alerts.schedule import follow
from search.index.keeping import bring_up_to_date
from search.ingest.storing import save_revision
from search.models import Announcement, Letter, OutgoingMail, SavedQuery
from search.models.letters import Visibility
from search.models.saved import Frequency
from tests.factories import DeterminationFactory, LetterFactory
from tests.people_factories import SavedQueryFactory

# A Friday, at noon in California.
NOON = datetime(2026, 11, 20, 20, tzinfo=UTC)
FUSION = {"treatment": "Lumbar fusion L4-5"}

# Name of the saved query, letter, number, outcome, and what it was before.
Line = tuple[str, str, int, str, str]


def saved(parameters: str = "q=fusion", frequency: str = Frequency.AT_ONCE, **values: Any) -> SavedQuery:
    """A saved query whose owner is told of what comes from now on, and was due since long."""
    query: SavedQuery = SavedQueryFactory.create(parameters=parameters, name=parameters, **values)
    follow(query, frequency, NOON - timedelta(days=8))
    return query


def stored(*determinations: dict[str, str], letter: Letter | None = None) -> Letter:
    """A letter, or a new revision of one, as the pipeline stores it; not in the index yet."""
    kept = letter or LetterFactory.create(determinations=[])
    with transaction.atomic():
        kept = Letter.objects.select_for_update().get(pk=kept.pk)
        rows = [
            DeterminationFactory.build(letter=kept, number=number, **FUSION | values)
            for number, values in enumerate(determinations or [{}], 1)
        ]
        save_revision(kept, rows)
    return kept


def quarantined(letter: Letter) -> None:
    """As reading it again does where the screen finds more than before."""
    with transaction.atomic():
        kept = Letter.objects.get(pk=letter.pk)
        kept.visibility = Visibility.QUARANTINED
        save_revision(kept, list(kept.determinations.all()))


def run(now: datetime = NOON) -> list[Line]:
    """Bring the index up to date and announce. Returns what this announced."""
    bring_up_to_date()
    return announced_by(lambda: announce(now))


def announced_by(step: Any) -> list[Line]:
    before = set(Announcement.objects.values_list("pk", flat=True))
    step()
    return lines(Announcement.objects.exclude(pk__in=before))


def lines(announcements: Iterable[Announcement]) -> list[Line]:
    return sorted(
        (one.saved_query.name, one.news.reference, one.news.number, one.outcome, one.previous_outcome)
        for one in announcements
    )


def all_sent() -> None:
    """As the worker that sends does with what waits."""
    OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING).update(
        state=OutgoingMail.State.SENT, attempts=1
    )
