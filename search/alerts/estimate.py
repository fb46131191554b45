"""How many new decisions a month a search would find: told before it is saved.

An archive that is loaded at once would pass for a flood. So the portal's own news count only where they go
back three months, and of these months the middle one; else the dates of the decisions themselves count.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.utils import timezone

from search.index.engine import search, timeout_ms
from search.models import Letter, News
from search.query.builder import matching_clause
from search.query.request import SearchRequest

_MONTH: Final = timedelta(days=30)
_MONTHS: Final = 3
# Of more news, so many spread over the months stand for all.
_LETTERS_ASKED: Final = 2000
_DAYS_A_MONTH: Final = 365.25 / 12
_YEARS: Final = 2


class Basis(StrEnum):
    """What an estimate was counted from."""

    NEWS = "news"
    DECISION_DATES = "decision dates"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many decisions a month, counted over the days from `first` to `last`."""

    a_month: float
    basis: Basis
    first: date | None = None
    last: date | None = None

    @property
    def in_words(self) -> str:
        """The number, as "about 12 a month"."""
        if self.basis is Basis.NOTHING:
            return "It cannot be told yet how many a month: the portal holds no decisions with a date."
        if self.a_month == 0:
            return "None a month, as far as can be told."
        if self.a_month < 0.95:
            return "Less than one a month."
        return f"About {_rounded(self.a_month):,} a month."

    @property
    def basis_in_words(self) -> str:
        """What it was counted from, as a sentence; empty where it could not be."""
        if self.first is None or self.last is None:
            return ""
        if self.basis is Basis.NEWS:
            return "Counted from what reached the portal in the last three months."
        return (
            f"Counted by the dates of the decisions from {_month(self.first)} to {_month(self.last)}:"
            " how many reach the portal is not known for long enough."
        )


def about_a_month(request: SearchRequest, now: datetime | None = None) -> Estimate:
    """Estimate how many decisions a month a search would find, all words standing in them.

    Raises:
        EngineUnavailable: the engine or its index is away.
        EngineRefused: the engine does not take the request, a fault of ours.
    """
    now = now or timezone.now()
    return _from_news(request, now) or _from_decision_dates(request, now)


def _from_news(request: SearchRequest, now: datetime) -> Estimate | None:
    """From the news of the last months; None where they do not go back so far or say nothing."""
    start = now - _MONTHS * _MONTH
    told = News.objects.filter(position__gt=0, kind=News.Kind.NEW)
    first = told.order_by("position").values_list("created_at", flat=True).first()
    if first is None or first > start:
        return None
    ends = [start + month * _MONTH for month in range(_MONTHS + 1)]
    counts = [told.filter(created_at__gt=begin, created_at__lte=end).count() for begin, end in pairwise(ends)]
    letter = Letter.objects.public().filter(pk=OuterRef("letter"))
    recent = told.filter(Exists(letter), created_at__gt=start).values_list("letter_id", flat=True)
    letters = sorted(set(recent))
    if not median(counts) or not letters:
        return None
    asked = letters[:: max(1, len(letters) // _LETTERS_ASKED)]
    among = {"terms": {"letter_id": asked}}
    found = _count([among, matching_clause(request)])
    of = _count([among])
    share = found / of if of else 0.0
    return Estimate(
        float(median(counts)) * share * _DAYS_A_MONTH / _MONTH.days,
        Basis.NEWS,
        timezone.localdate(start),
        timezone.localdate(now),
    )


def _from_decision_dates(request: SearchRequest, now: datetime) -> Estimate:
    """From when the decisions of the last years in the index were made, up to the newest of them."""
    past: dict[str, Any] = {"range": {"decided_on": {"lte": timezone.localdate(now).isoformat()}}}
    # A date that was misread stands far outside.
    bounds = {"percentiles": {"field": "decided_on", "percents": [0.5, 99.5]}}
    answer = search({"size": 0, "query": past, "aggs": {"bounds": bounds}})
    values = answer["aggregations"]["bounds"]["values"]
    if values["99.5"] is None:
        return Estimate(0, Basis.NOTHING)
    oldest, last = (datetime.fromtimestamp(values[key] / 1000, UTC).date() for key in ("0.5", "99.5"))
    first = max(oldest, last - timedelta(days=round(_YEARS * 365.25)))
    days = max((last - first).days + 1, _MONTH.days)
    between = {"range": {"decided_on": {"gte": first.isoformat(), "lte": last.isoformat()}}}
    found = _count([between, matching_clause(request)])
    return Estimate(found * _DAYS_A_MONTH / days, Basis.DECISION_DATES, first, last)


def _count(clauses: list[dict[str, Any]]) -> int:
    answer = search(
        {
            "size": 0,
            "track_total_hits": True,
            "query": {"bool": {"filter": clauses}},
            "timeout": f"{timeout_ms()}ms",
        }
    )
    return int(answer["hits"]["total"]["value"])


def _rounded(number: float) -> int:
    """Two digits, as many as an estimate has."""
    whole = round(number)
    return whole if whole < 100 else round(whole, 2 - len(str(whole)))


def _month(day: date) -> str:
    return f"{day:%B %Y}"
