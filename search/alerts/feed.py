"""A saved search as an Atom feed: its newest decisions, made anew at each request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from search.alerts.addresses import absolute, feed_address, portal_host
from search.alerts.passages import one_line
from search.alerts.told import Wording, public_rows
from search.models import Determination, SavedQuery
from search.news.matching import FoundNews, matching
from search.saved.parameters import CannotAsk, request_of_saved

ENTRIES: Final = 50
MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
# A tag URI (RFC 4151) names a host and a date; neither may ever change, or all entries are new again.
_TAG_YEAR: Final = 2026


@dataclass(frozen=True, slots=True)
class MadeFeed:
    """A feed's bytes, and when its newest entry was told."""

    body: bytes
    updated: datetime


class _Feed(Atom1Feed):
    """Django's Atom feed, with a date of its own where it has no entries."""

    def __init__(self, *, empty_since: datetime, **values: Any) -> None:
        super().__init__(**values)
        self._empty_since = empty_since

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self._empty_since)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: Mapping[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", item["description"], {"type": "html"})


def feed_of(saved: SavedQuery) -> MadeFeed:
    """The feed of a saved search: the newest 50 public decisions with news that it finds.

    A decision whose outcome changes is another entry. A search that cannot be asked any more has one entry,
    which says so.

    Raises:
        EngineUnavailable: the engine or its index is away.
    """
    feed = _Feed(
        empty_since=saved.created_at,
        title=f"{one_line(saved.name)} · imrportal",
        link=absolute(f"{reverse('search')}?{saved.parameters}"),
        description="",
        language="en",
        author_name="imrportal",
        feed_url=feed_address(saved),
        feed_guid=_tag(f"saved/{saved.pk}"),
    )
    try:
        found = matching(request_of_saved(saved), after=0)[:ENTRIES]
    except CannotAsk as cannot:
        _add_sentence(feed, saved, str(cannot))
    else:
        _add_decisions(feed, saved, found)
    return MadeFeed(feed.writeString("utf-8").encode(), feed.latest_post_date())


def _add_decisions(feed: _Feed, saved: SavedQuery, found: list[FoundNews]) -> None:
    wording, rows = Wording(saved), public_rows((news.reference, news.number) for news in found)
    for news in found:
        if row := rows.get((news.reference, news.number)):
            _add(feed, wording, news, row)


def _add(feed: _Feed, wording: Wording, news: FoundNews, row: Determination) -> None:
    told = wording.told(row, news.previous_outcome if news.previous_outcome != row.outcome else "")
    feed.add_item(
        title=f"{told.treatment}: {told.outcome}",
        link=told.link,
        description=render_to_string("alerts/entry.html", {"one": told}),
        unique_id=_tag(f"news/{news.news_id}"),
        updateddate=news.created_at,
    )


def _add_sentence(feed: _Feed, saved: SavedQuery, sentence: str) -> None:
    feed.add_item(
        title="This saved search cannot be asked any more",
        link=absolute(reverse("saved")),
        description=render_to_string("alerts/entry.html", {"sentence": one_line(sentence)}),
        unique_id=_tag(f"saved/{saved.pk}/cannot-be-asked/{saved.parameters_version}"),
        updateddate=saved.updated_at,
    )


def _tag(specific: str) -> str:
    return f"tag:{portal_host()},{_TAG_YEAR}:{specific}"
