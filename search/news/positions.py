"""The order in which everybody sees the news: positions without gaps, given by one writer at a time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from search.models import Determination, Letter, News, NewsCounter

AT_ONCE = 1000
# More than workers can read in half a minute, and not so much that a page would wait for it.
_ROUNDS = 8
# By then a worker that runs has given the position long since.
STUCK_AFTER = timedelta(minutes=10)
_FURTHEST = 2**63 - 1


def newest_position() -> int:
    """The last position given: a window that ends there misses nothing that commits later."""
    return NewsCounter.objects.values_list("position", flat=True).first() or 0


def position_now() -> int:
    """The position of what can be found at this moment: whoever looks now has seen all up to it.

    The announcing gives positions every half a minute. What came since then stands in the results already,
    and would be told as new to who saved the search a moment later; so it gets its positions here.
    """
    for _ in range(_ROUNDS):
        if give_positions() < AT_ONCE:
            break
    return newest_position()


def between(after: int, to: int | None = None) -> QuerySet[News]:
    """The news at positions after `after` up to `to`, or up to the newest."""
    # Positions above 0 have an index, which SQLite takes only where that is said. Of two lower bounds it may
    # begin with either; of a range it takes both ends.
    return News.objects.filter(
        position__gt=0, position__range=(max(after, 0) + 1, _FURTHEST if to is None else to)
    )


def give_positions() -> int:
    """Give positions to the news whose letters the index holds; to be called again until it gives none.

    Returns how many it gave. News of what is not public any more wait: should it be again, they come then.
    """
    with transaction.atomic():
        counter, _ = NewsCounter.objects.select_for_update().get_or_create(pk=1)
        waiting = list(_ready().order_by("pk")[:AT_ONCE])
        for position, news in enumerate(waiting, start=counter.position + 1):
            news.position = position
        News.objects.bulk_update(waiting, ["position"])
        counter.position += len(waiting)
        counter.save(update_fields=["position"])
    return len(waiting)


def stuck(now: datetime | None = None) -> int:
    """How many news could have had a position for minutes: where there are any, nobody gives positions."""
    before = (now or timezone.now()) - STUCK_AFTER
    return _ready(updated_at__lt=before).filter(created_at__lt=before).count()


def take_back(news_ids: Iterable[int]) -> int:
    """Take the positions of news that cannot be shown now; when they can be, they get new ones.

    To be called before anybody passes over them: who had seen them already is not told again, as what was
    announced is recorded. Returns how many had one.
    """
    ids = list(news_ids)
    with transaction.atomic():
        NewsCounter.objects.select_for_update().get_or_create(pk=1)
        return News.objects.filter(pk__in=ids, position__gt=0).update(position=None)


def _ready(**of_letter: Any) -> QuerySet[News]:
    """News without a position of determinations that are public, and that the index holds."""
    # As a condition, not a join: SQLite would begin with all letters that are public.
    letter = Letter.objects.public().filter(
        pk=OuterRef("letter"), indexed_revision__gte=F("revision"), **of_letter
    )
    determination = Determination.objects.filter(letter=OuterRef("letter"), number=OuterRef("number"))
    return News.objects.filter(Exists(letter), Exists(determination), position=None)
