"""How much can be found at this moment and how new it is, kept for half a minute for every page's footer.

Each process keeps it in its own memory (`CACHES["process"]`): no page waits for another machine to tell it,
and error pages have it too.
"""

import logging
import time
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.core.cache import caches
from django.db import Error as DatabaseTrouble
from django.utils import timezone

from search.index.engine import engine_errors, search_client, whole
from search.index.errors import EngineRefused, EngineUnavailable
from search.models import Letter

log = logging.getLogger(__name__)

KEY: Final = "freshness"
_BEING_ASKED: Final = "freshness-being-asked"
_SECONDS: Final = 30
# A page that asks is not to wait for a line of its footer.
_ENGINE_SECONDS: Final = 0.5
# While a whole corpus is being read, counting all that waits would walk the table: seconds for a million.
COUNTED_AT_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Freshness:
    """What the index holds, the latest day that one of its letters was decided, and what waits for it.

    `latest` is never in the future: some letters have wrong dates. None where no letter has a date.
    `waiting` counts up to `COUNTED_AT_MOST`, beyond it `is_more_waiting`.
    """

    letters: int
    decisions: int
    latest: date | None
    waiting: int
    is_more_waiting: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found, or that it was not, and until when that will do (`time.monotonic`)."""

    freshness: Freshness | None
    until: float


def freshness() -> Freshness | None:
    """As it was within the last half minute; None where engine or database did not answer.

    Of those who ask at once one looks anew, and the others get what was known before.
    """
    cache = caches["process"]
    kept: Kept | None = cache.get(KEY)
    if kept and time.monotonic() < kept.until:
        return kept.freshness
    if not cache.add(_BEING_ASKED, True, timeout=_SECONDS):
        return kept.freshness if kept else None
    found = _looked_up()
    cache.set(KEY, Kept(found, time.monotonic() + _SECONDS), timeout=None)
    cache.delete(_BEING_ASKED)
    return found


def _looked_up() -> Freshness | None:
    try:
        return _of_index(_ask(), _waiting())
    except (EngineUnavailable, EngineRefused, DatabaseTrouble) as error:
        log.warning("Pages do not tell how new their data is: %s", error)
        return None


def _waiting() -> int:
    """How many letters wait, at most one more than are counted."""
    # By id: PostgreSQL, which cannot guess how few wait, then takes the index of those that do.
    waiting = Letter.objects.public().waiting_for_index().order_by("pk")
    return waiting[: COUNTED_AT_MOST + 1].count()


def _ask() -> dict[str, Any]:
    body = {
        "size": 0,
        "track_total_hits": False,
        "aggs": {
            # Every letter has a determination numbered 1, or, unread, the number 0 alone.
            "letters": {"filter": {"range": {"number": {"lte": 1}}}},
            "decisions": {"filter": {"range": {"number": {"gte": 1}}}},
            "dated": {
                "filter": {"range": {"decided_on": {"lte": timezone.localdate().isoformat()}}},
                "aggs": {"latest": {"max": {"field": "decided_on", "format": "yyyy-MM-dd"}}},
            },
        },
    }
    with engine_errors():
        answer = search_client().search(
            index=settings.SEARCH_ALIAS, body=body, params={"request_timeout": _ENGINE_SECONDS}
        )
    counted: dict[str, Any] = whole(answer)["aggregations"]
    return counted


def _of_index(counted: dict[str, Any], waiting: int) -> Freshness:
    latest = counted["dated"]["latest"].get("value_as_string")
    return Freshness(
        letters=counted["letters"]["doc_count"],
        decisions=counted["decisions"]["doc_count"],
        latest=date.fromisoformat(latest) if latest else None,
        waiting=min(waiting, COUNTED_AT_MOST),
        is_more_waiting=waiting > COUNTED_AT_MOST,
    )
