"""The order in which everybody sees the news: positions without gaps, given by one writer at a time."""

from django.db import transaction
from django.db.models import F

from search.models import News, NewsCounter
from search.models.letters import Visibility

AT_ONCE = 1000


def newest_position() -> int:
    """The last position given: a window that ends there misses nothing that commits later."""
    return NewsCounter.objects.values_list("position", flat=True).first() or 0


def give_positions() -> int:
    """Give positions to the news whose letters the index holds; to be called again until it gives none.

    Returns how many it gave. News of letters that are not public any more wait: should they be released,
    their news comes then.
    """
    with transaction.atomic():
        counter, _ = NewsCounter.objects.select_for_update().get_or_create(pk=1)
        waiting = list(
            News.objects.filter(
                position=None,
                letter__visibility=Visibility.PUBLIC,
                letter__indexed_revision__gte=F("letter__revision"),
            ).order_by("pk")[:AT_ONCE]
        )
        for position, news in enumerate(waiting, start=counter.position + 1):
            news.position = position
        News.objects.bulk_update(waiting, ["position"])
        counter.position += len(waiting)
        counter.save(update_fields=["position"])
    return len(waiting)
