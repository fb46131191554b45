"""Showing a saved search to others with an account: read-only, by a secret address that can be revoked."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from search.models import SavedQuery
from search.models.saved import Frequency
from search.people.access import ReaderRequest, reader_required
from search.saved.forms import NewSavedQueryForm
from search.saved.own import Asked, own_saved, result_address
from search.saved.views import saving_page
from search.web.secret_addresses import WrongSecret, check, new_nonce, pk_in, secret

SHARE = "share"


@require_GET
@reader_required
def share(request: ReaderRequest, pk: int) -> HttpResponse:
    """Whether a saved search is shared, by which address, and what others see there."""
    saved = own_saved(request, pk)
    address = ""
    if saved.share_nonce:
        path = reverse("saved-shared", args=[secret(SHARE, saved.pk, saved.share_nonce)])
        address = request.build_absolute_uri(path)
    context = {"saved": saved, "asked": Asked.by(saved), "share_address": address}
    return render(request, "saved/share.html", context)


@require_POST
@reader_required
def make_share(request: ReaderRequest, pk: int) -> HttpResponse:
    """Give a saved search an address for others, or another one: the one before holds no longer."""
    return _with_nonce(request, pk, new_nonce())


@require_POST
@reader_required
def revoke_share(request: ReaderRequest, pk: int) -> HttpResponse:
    """Let the address hold no longer."""
    return _with_nonce(request, pk, "")


def _with_nonce(request: ReaderRequest, pk: int, nonce: str) -> HttpResponse:
    saved = own_saved(request, pk)
    SavedQuery.objects.filter(pk=saved.pk).update(share_nonce=nonce)
    return redirect("saved-share", saved.pk)


@require_GET
@reader_required
def shared(request: ReaderRequest, text: str) -> HttpResponse:
    """A saved search as others see it."""
    saved = _saved_of(text)
    if saved is None:
        return _not_shared(request)
    asked = Asked.by(saved)
    context = {"saved": saved, "asked": asked, "address": result_address(saved), "secret": text}
    return render(request, "saved/shared.html", context)


@require_GET
@reader_required
def save_copy(request: ReaderRequest, text: str) -> HttpResponse:
    """The form that saves a copy for oneself."""
    saved = _saved_of(text)
    if saved is None:
        return _not_shared(request)
    asked = Asked.by(saved)
    if asked.request is None:
        return render(request, "saved/cannot_save.html", {"reason": asked.fault}, status=400)
    initial = {
        "name": saved.name,
        "note": saved.note,
        "frequency": Frequency.OFF,
        "parameters": result_address(saved).partition("?")[2],
    }
    return saving_page(request, NewSavedQueryForm(initial=initial), asked.request)


def _saved_of(text: str) -> SavedQuery | None:
    """The saved search that a secret address shows; None where it shows none, or none any more."""
    try:
        saved = SavedQuery.objects.filter(pk=pk_in(SHARE, text), owner__is_active=True).first()
        if saved is not None:
            check(SHARE, text, saved.share_nonce)
    except WrongSecret:
        return None
    return saved


def _not_shared(request: ReaderRequest) -> HttpResponse:
    return render(request, "saved/not_shared.html", status=404)
