"""Which of the news a search finds, asked of the index that serves: for pages and feeds.

Alerts ask in another way (search/news/snapshot.py): theirs must not miss what the index has lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef

from search.documents import document_id
from search.index.engine import search_many
from search.index.readiness import require_index_of_this_code
from search.models import Letter
from search.news.positions import between
from search.query.builder import matching_clause
from search.query.request import SearchRequest

# What lies further back is left out: the engine gives no more at once, and no page shows as much.
AT_MOST: Final = 2000


@dataclass(frozen=True, slots=True)
class FoundNews:
    """A determination with news, as its newest news tells it."""

    news_id: int
    letter_id: int
    reference: str
    number: int
    position: int
    kind: str
    outcome: str
    previous_outcome: str
    created_at: datetime


def matching(request: SearchRequest, after: int, to: int | None = None) -> list[FoundNews]:
    """The public determinations with news at positions after `after` up to `to` that a search finds.

    Newest first, each once. All words must stand in them where the request names no match. Of more than
    AT_MOST news the newest are looked at.

    Raises:
        EngineUnavailable: the engine or its index is away.
        EngineRefused: the engine does not take the request, a fault of ours.
    """
    return matching_each([(request, after)], to)[0]


def matching_each(asked: Sequence[tuple[SearchRequest, int]], to: int | None = None) -> list[list[FoundNews]]:
    """The same for several searches, each with its own `after`, in one request to the engine; in their order.

    Raises:
        EngineUnavailable: the engine or its index is away.
        EngineRefused: the engine does not take a request, a fault of ours.
    """
    news = _public_news(min((after for _, after in asked), default=0), to)
    windows = [[one for one in news if one.position > after] for _, after in asked]
    wanted = [place for place, window in enumerate(windows) if window]
    if not wanted:
        return windows
    require_index_of_this_code()
    answers = search_many(_body(asked[place][0], windows[place]) for place in wanted)
    held = [{hit["_id"] for hit in answer["hits"]["hits"]} for answer in answers]
    for place, ids in zip(wanted, held, strict=True):
        windows[place] = [one for one in windows[place] if document_id(one.letter_id, one.number) in ids]
    return windows


def _public_news(after: int, to: int | None) -> list[FoundNews]:
    """The newest news of each determination that is public now, newest first."""
    # As a condition, not a join: SQLite would not take the index of positions.
    rows = between(after, to).filter(Exists(Letter.objects.public().filter(pk=OuterRef("letter"))))
    fields = rows.order_by("-position").values_list(
        "id", "letter_id", "reference", "number", "position",
        "kind", "outcome", "previous_outcome", "created_at",
    )  # fmt: skip
    newest: dict[tuple[str, int], FoundNews] = {}
    for row in fields[:AT_MOST]:
        found = FoundNews(*row)  # type: ignore[arg-type]  # a position is no null here
        newest.setdefault((found.reference, found.number), found)
    return list(newest.values())


def _body(request: SearchRequest, window: Iterable[FoundNews]) -> dict[str, Any]:
    letters = sorted({one.letter_id for one in window})
    among = {"terms": {"letter_id": letters}}
    return {
        "query": {"bool": {"filter": [among, matching_clause(request)]}},
        "size": 10_000,
        "sort": ["_doc"],
        "_source": False,
        "track_total_hits": False,
    }
