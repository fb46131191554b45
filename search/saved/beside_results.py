"""What a reader's result page has beside the result: saving it, the saved search it is, what is new.

Strangers cost the database nothing here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth.models import User
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from search.index.errors import EngineUnavailable
from search.models import News, SavedQuery
from search.models.saved import PARAMETERS_VERSION
from search.news.matching import matching
from search.pages.navigation import Address
from search.query.result import Hit, SearchResult
from search.saved.own import address_of
from search.saved.parameters import CannotAsk, bring_up, canonical, request_of_saved
from search.saved.since import Since

# What an address has beside the search: which saved search this is, and since when things are new.
COMPANIONS = ("saved", "since", "looked")
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)

NewsByPlace = dict[tuple[str, int], str]


@dataclass(frozen=True)
class Opened:
    """The saved search that a result page was opened as, by its owner.

    `asked` is the search of the page's address, `parameters` the same with its spelling mended.
    """

    saved: SavedQuery
    since: Since | None
    asked: str | None
    parameters: str | None

    @cached_property
    def is_changed(self) -> bool:
        """Whether the page asks for something else by now."""
        try:
            kept = bring_up(self.saved.parameters, self.saved.parameters_version)
            return canonical(QueryDict(kept)) not in {self.asked, self.parameters}
        except CannotAsk:
            return True

    @cached_property
    def new(self) -> int | None:
        """How many of all it finds are new; None where that cannot be told."""
        if self.since is None or self.is_changed:
            return None
        try:
            return len(matching(request_of_saved(self.saved), self.since.position))
        except EngineUnavailable:
            return None

    @property
    def address(self) -> str:
        """Its result as it is saved."""
        told = f"&{urlencode(self.since.parameters)}" if self.since else ""
        return f"{address_of(self.saved)}{told}"

    @property
    def new_address(self) -> str:
        """Where the new ones stand alone."""
        told = urlencode(self.since.parameters) if self.since else ""
        return f"{reverse('saved-new', args=[self.saved.pk])}?{told}"


@dataclass(frozen=True, slots=True)
class BesideResult:
    """What a result page has beside the result.

    `save_address` is where it is saved, `address_alone` the same page as no saved search. `parameters` is
    its search as it would be saved: None for strangers, and where it is too long for that.
    """

    save_address: str
    address_alone: str
    parameters: str | None = None
    saved_as: SavedQuery | None = None
    opened: Opened | None = None
    news: NewsByPlace = field(default_factory=dict)

    @classmethod
    def of(
        cls, request: HttpRequest, saved: SavedQuery | None, address: Address, result: SearchResult
    ) -> "BesideResult":
        """`saved` is what `opened_saved` gave."""
        # What is saved is what was searched.
        mended = {"q": result.correction.typed} if result.correction and result.correction.is_searched else {}
        addresses = (address.alone_at(reverse("saved-save"), **mended), address.alone_at(address.path))
        if not isinstance(request.user, User):
            return cls(*addresses)
        parameters = _parameters(request.GET, mended)
        if saved is None:
            return cls(*addresses, parameters, _saved_as(request.user, parameters))
        since = Since.of(request.GET)
        news = news_of(result.hits, since) if since else {}
        asked = _parameters(request.GET, {}) if mended else parameters
        return cls(*addresses, parameters, opened=Opened(saved, since, asked, parameters), news=news)


def _parameters(given: QueryDict, mended: Mapping[str, str]) -> str | None:
    searched = given.copy()
    for name, value in mended.items():
        searched[name] = value
    try:
        return canonical(searched)
    except CannotAsk:
        return None


def _saved_as(owner: User, parameters: str | None) -> SavedQuery | None:
    kept = SavedQuery.objects.filter(owner=owner, parameters_version=PARAMETERS_VERSION)
    return kept.filter(parameters=parameters).first() if parameters else None


def opened_saved(request: HttpRequest) -> SavedQuery | None:
    """The saved search that the address names, for its owner; of others' nothing is told."""
    named = request.GET.get("saved", "")
    if not _NUMBER.fullmatch(named) or not isinstance(request.user, User):
        return None
    return SavedQuery.objects.filter(pk=int(named), owner=request.user).first()


def news_of(hits: Iterable[Hit], since: Since) -> NewsByPlace:
    """Of the decisions shown, those with news since the last look: the kind of the first since."""
    places = {(hit.letter, hit.number) for hit in hits}
    places |= {(other.letter, other.number) for hit in hits for other in hit.others}
    rows = (
        News.objects.filter(reference__in={letter for letter, _ in places}, position__gt=since.position)
        .order_by("position")
        .values_list("reference", "number", "kind")
    )
    news: NewsByPlace = {}
    for reference, number, kind in rows:
        if (reference, number) in places:
            news.setdefault((reference, number), kind)
    return news
