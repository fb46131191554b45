"""From the news to what is announced: each due saved query is asked about what came since its last mail.

Exactly once: announcements, their mail and how far the mails have reached are written in one transaction,
which does nothing where the position is not the one that was asked from (search/alerts/recording.py). So a
task that runs twice, or dies anywhere, changes nothing.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import Min, QuerySet
from django.utils import timezone

from search.alerts.due import due, put_off_without_news
from search.alerts.recording import Asked, record, record_error
from search.alerts.window import news_between, window_of
from search.index.errors import EngineRefused
from search.models import SavedQuery
from search.news.positions import give_positions, newest_position, take_back
from search.news.snapshot import Clause, Snapshot, snapshot_of
from search.query.builder import matching_clause
from search.saved.parameters import CannotAsk, request_of_saved

logger = logging.getLogger(__name__)

# A week of a thousand letters a day fits; what lies further back goes in parts.
NEWS_AT_ONCE: Final = 8000
QUERIES_AT_ONCE: Final = 100
SECONDS: Final = 30.0
_REFUSED: Final = "The search engine does not take this saved search. Edit it, or delete it."


@dataclass(slots=True)
class Announced:
    """What a run did: saved queries asked, and how often an owner is told."""

    asked: int = 0
    told: int = 0


def announce(
    now: datetime | None = None, seconds: float = SECONDS, go_on: Callable[[], object] = lambda: None
) -> Announced:
    """Tell the owners of due saved queries what is new to them; what is not done in time, the next run does.

    Args:
        now: the time by which saved queries are due.
        seconds: for how long to begin another hundred of saved queries; those that are far behind get as
            much again, so that neither keeps the other waiting.
        go_on: called before each hundred.

    Raises:
        EngineUnavailable: the engine is away or too busy; who was not told keeps the position.
    """
    now = now or timezone.now()
    while give_positions():
        go_on()
    newest = newest_position()
    put_off_without_news(now, newest)
    run = _Run(now, newest, go_on)
    recent = due(now).filter(announced_position__gte=newest - NEWS_AT_ONCE)
    run.tell(recent, newest, time.monotonic() + seconds)
    run.catch_up(due(now).filter(announced_position__lt=newest), time.monotonic() + seconds)
    return run.announced


@dataclass(slots=True)
class _Run:
    now: datetime
    newest: int
    go_on: Callable[[], object]
    announced: Announced = field(default_factory=Announced)

    def catch_up(self, behind: QuerySet[SavedQuery], end: float) -> None:
        """Bring those that are far behind nearer, the furthest first, in parts of the news."""
        while (after := _lowest(behind)) is not None:
            self.tell(behind, min(after + NEWS_AT_ONCE, self.newest), end)
            if time.monotonic() > end or _lowest(behind) == after:
                return

    def tell(self, queries: QuerySet[SavedQuery], to: int, end: float) -> None:
        """Ask those of the queries that have not seen all news up to `to`, and record what they find.

        The first hundred is asked even after `end`.
        """
        queries = queries.filter(announced_position__lt=to)
        ids = list(queries.order_by("due_at", "pk").values_list("pk", flat=True))
        after = _lowest(queries)
        if after is None:
            return
        news = news_between(after, to)
        with snapshot_of({one.letter_id for one in news if one.letter_id}) as snapshot:
            window, hidden = window_of(news, snapshot.outcomes, to, is_last=to >= self.newest)
            take_back(hidden)
            for start in range(0, len(ids), QUERIES_AT_ONCE):
                self.go_on()
                several = list(queries.filter(pk__in=ids[start : start + QUERIES_AT_ONCE]))
                asked = _ask(several, snapshot, self.now)
                self.announced.told += record(asked, window, self.now)
                self.announced.asked += len(asked)
                if time.monotonic() > end:
                    return


def _lowest(queries: QuerySet[SavedQuery]) -> int | None:
    lowest: int | None = queries.aggregate(lowest=Min("announced_position"))["lowest"]
    return lowest


def _ask(several: Sequence[SavedQuery], snapshot: Snapshot, now: datetime) -> list[Asked]:
    """What each saved query finds; of one that cannot be asked, the reason is kept."""
    clauses: list[tuple[SavedQuery, Clause]] = []
    for saved in several:
        try:
            clauses.append((saved, matching_clause(request_of_saved(saved))))
        except CannotAsk as error:
            record_error(saved, str(error), now)
    asked: list[Asked] = []
    for (saved, _), found in zip(clauses, snapshot.find([one for _, one in clauses]), strict=True):
        if isinstance(found, EngineRefused):
            logger.error("the engine refuses saved query %s: %s", saved.pk, found)
            record_error(saved, _REFUSED, now)
        else:
            asked.append(Asked(saved, found))
    return asked
