"""Recent searches: the owner's alone, the newest ones, until they are erased or switched off."""

import logging
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from search.models import Preferences, RecentSearch
from search.models.saved import PARAMETERS_VERSION
from search.people.access import ReaderRequest, reader_required
from search.saved.parameters import CannotAsk, request_of_parameters, typed_in
from search.saved.words import InWords, in_words

KEPT = 50
ON_START = 5
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recent:
    """A recent search in words; None where the search has other parameters by now."""

    row: RecentSearch
    words: InWords | None


def are_kept(owner: User) -> bool:
    """Whether the portal keeps recent searches, and this owner's too."""
    if not settings.ENVIRONMENT.recent_searches:
        return False
    return not Preferences.objects.filter(user=owner, keeps_recent_searches=False).exists()


def remember(owner: User, parameters: str) -> None:
    """Note that `owner` searched for `parameters` (as `canonical` gives them); the oldest ones go.

    A search is answered whether or not it could be noted.
    """
    try:
        # Most searches of a page were made a moment ago already: with other filters taken back, or reloaded.
        if not _noted_again(owner, parameters) and are_kept(owner):
            _write(owner, parameters)
    except DatabaseError:
        # Neither the owner nor the search goes into a log.
        logger.exception("A recent search could not be kept.")


def _noted_again(owner: User, parameters: str) -> bool:
    """Whether the search was kept before; then it is the newest now. Whose are not kept has none."""
    if not settings.ENVIRONMENT.recent_searches:
        return False
    same = RecentSearch.objects.filter(owner=owner, fingerprint=_fingerprint(parameters))
    return bool(same.update(searched_at=timezone.now()))


@transaction.atomic
def _write(owner: User, parameters: str) -> None:
    row = RecentSearch(
        owner=owner,
        fingerprint=_fingerprint(parameters),
        parameters=parameters,
        searched_at=timezone.now(),
    )
    # Two requests at once may bring the same one.
    RecentSearch.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["owner", "fingerprint"],
        update_fields=["searched_at"],
    )
    mine = RecentSearch.objects.filter(owner=owner)
    newest = mine.order_by("-searched_at", "-pk").values("pk")[:KEPT]
    mine.exclude(pk__in=newest).delete()


def _fingerprint(parameters: str) -> str:
    return sha256(parameters.encode()).hexdigest()


def recent_of(owner: User, number: int = KEPT) -> list[Recent]:
    """The newest searches of an owner."""
    rows = RecentSearch.objects.filter(owner=owner).order_by("-searched_at", "-pk")[:number]
    return [Recent(row, _words(row)) for row in rows]


def _words(row: RecentSearch) -> InWords | None:
    try:
        request = request_of_parameters(row.parameters, PARAMETERS_VERSION)
        return in_words(request, typed_in(row.parameters))
    except CannotAsk:
        return None


@require_GET
@reader_required
def recent(request: ReaderRequest) -> HttpResponse:
    """The owner's recent searches."""
    context = {"recent": recent_of(request.user), "are_kept": are_kept(request.user), "kept": KEPT}
    return render(request, "saved/recent.html", context)


@require_POST
@reader_required
def erase(request: ReaderRequest, pk: int) -> HttpResponse:
    """Erase one."""
    gone, _ = RecentSearch.objects.filter(owner=request.user, pk=pk).delete()
    if not gone:
        raise Http404
    messages.success(request, "The search is erased.")
    return redirect("recent")


@require_POST
@reader_required
def erase_all(request: ReaderRequest) -> HttpResponse:
    """Erase all."""
    RecentSearch.objects.filter(owner=request.user).delete()
    messages.success(request, "All recent searches are erased.")
    return redirect("recent")
