"""Feeds and the end of mails, by secret address; and what a saved search's owner does to its feed."""

from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from search.alerts import addresses, unsubscribing
from search.alerts.addresses import FEED, UNSUBSCRIBE, saved_query_of
from search.alerts.feed import MEDIA_TYPE, feed_of
from search.finding import RETRY_SECONDS
from search.index.errors import EngineUnavailable
from search.models import SavedQuery
from search.models.saved import Frequency
from search.people.access import KEEP_OWN, ReaderRequest, reader_required
from search.web.rate_limits import rate_limited
from search.web.secret_addresses import WrongSecret


@require_safe
@rate_limited("feed")
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """A saved search's Atom feed, for whoever has its address, as long as its owner may keep searches."""
    try:
        saved = saved_query_of(FEED, secret)
    except WrongSecret:
        return _gone(request, FEED)
    if not saved.owner.is_active or not saved.owner.has_perm(KEEP_OWN):
        return _gone(request, FEED)
    try:
        made = feed_of(saved)
    except EngineUnavailable:
        away = "The search does not answer just now. The feed is back soon.\n"
        return HttpResponse(
            away, status=503, content_type="text/plain", headers={"Retry-After": str(RETRY_SECONDS)}
        )
    etag, modified = f'"{sha256(made.body).hexdigest()}"', int(made.updated.timestamp())
    headers = {"ETag": etag, "Last-Modified": http_date(modified), "Cache-Control": "private, no-cache"}
    response = HttpResponse(made.body, content_type=MEDIA_TYPE, headers=headers)
    return get_conditional_response(request, etag, modified, response) or response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, secret: str) -> HttpResponse:
    """The end of a saved search's mails without log-in: a page with a button, and the post of mail programs.

    No token guards the form: who has the address may do this, and nothing else of the request counts.
    """
    try:
        return _unsubscribed(request, saved_query_of(UNSUBSCRIBE, secret))
    except (WrongSecret, SavedQuery.DoesNotExist):
        # Never given out, revoked, or deleted in this very moment.
        return _gone(request, UNSUBSCRIBE)


def _unsubscribed(request: HttpRequest, saved: SavedQuery) -> HttpResponse:
    if request.method != "POST":
        return render(request, "alerts/unsubscribe.html", _shown(saved, is_changed="changed" in request.GET))
    if request.POST.get(unsubscribing.ONE_CLICK_FIELD) == unsubscribing.ONE_CLICK:
        unsubscribing.stop(saved)
        # Programs that post this follow no redirect.
        return HttpResponse("You will get no more mails of this saved search.\n", content_type="text/plain")
    return _asked_on_page(request, saved)


@require_POST
@reader_required
def make_feed(request: ReaderRequest, pk: int) -> HttpResponseBase:
    """Give an own saved search a feed, or its feed another address."""
    addresses.make_feed(get_object_or_404(SavedQuery, pk=pk, owner=request.user))
    return _back_to(pk)


@require_POST
@reader_required
def revoke_feed(request: ReaderRequest, pk: int) -> HttpResponseBase:
    """Close the feed of an own saved search."""
    addresses.revoke_feed(get_object_or_404(SavedQuery, pk=pk, owner=request.user))
    return _back_to(pk)


def _asked_on_page(request: HttpRequest, saved: SavedQuery) -> HttpResponse:
    action = request.POST.get("action")
    if action == "stop":
        unsubscribing.stop(saved)
    elif action == "resume":
        try:
            unsubscribing.resume(saved, request.POST.get("frequency", ""))
        except ValueError:
            return render(request, "alerts/unsubscribe.html", _shown(saved, "Choose how often."), status=400)
    else:
        mistake = "Nothing was changed: use one of the buttons."
        return render(request, "alerts/unsubscribe.html", _shown(saved, mistake), status=400)
    response = redirect(f"{request.path}?changed")
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _shown(saved: SavedQuery, mistake: str = "", *, is_changed: bool = False) -> dict[str, Any]:
    return {
        "saved": saved,
        "is_off": saved.frequency == Frequency.OFF,
        "frequencies": unsubscribing.FREQUENCIES,
        "mistake": mistake,
        "is_changed": is_changed,
    }


def _gone(request: HttpRequest, kind: str) -> HttpResponse:
    return render(request, "alerts/gone.html", {"is_feed": kind == FEED}, status=404)


def _back_to(pk: int) -> HttpResponse:
    return redirect("saved-edit", pk)
