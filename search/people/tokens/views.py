"""The pages of an account's tokens: their list, a new one, the end of one."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from search.models import ApiToken
from search.people.access import ReaderRequest, reader_required
from search.people.tokens.forms import TokenForm
from search.people.tokens.keeping import LIMIT, NameTaken, TooManyTokens, make_token, revoke, usable


@require_safe
@reader_required
def tokens(request: ReaderRequest) -> HttpResponseBase:
    """The owner's tokens: those in use, and those that were."""
    now = timezone.now()
    in_use = list(usable(request.user, now))
    others = ApiToken.objects.filter(owner=request.user).exclude(pk__in=[token.pk for token in in_use])
    context = {"in_use": in_use, "others": others[:LIMIT], "limit": LIMIT, "is_full": len(in_use) >= LIMIT}
    return render(request, "people/tokens/list.html", context)


@reader_required
@reauthentication_required  # type: ignore[untyped-decorator]
@never_cache
def new_token(request: HttpRequest) -> HttpResponseBase:
    """Make a token and show it, in this one answer: it is kept nowhere in clear."""
    if request.method != "POST":
        return render(request, "people/tokens/new.html", {"form": TokenForm()})
    form = TokenForm(request.POST)
    if form.is_valid() and (made := _made(cast(ReaderRequest, request), form)):
        token, secret = made
        return render(request, "people/tokens/made.html", {"token": token, "secret": secret})
    return render(request, "people/tokens/new.html", {"form": form}, status=400)


def _made(request: ReaderRequest, form: TokenForm) -> tuple[ApiToken, str] | None:
    try:
        return make_token(request.user, form.cleaned_data["name"], form.expires_at(timezone.now()))
    except NameTaken:
        form.add_error("name", "You have a token of this name. Give another name, or revoke that token.")
    except TooManyTokens:
        form.add_error(None, f"You have {LIMIT} tokens in use, as many as there may be. Revoke one first.")
    return None


@require_POST
@reader_required
def revoke_token(request: ReaderRequest, pk: int) -> HttpResponse:
    """End a token of the owner's own; one that has ended stays so."""
    token = ApiToken.objects.filter(owner=request.user, pk=pk).first()
    if token is None:
        raise Http404
    revoke(token, timezone.now())
    return redirect("tokens")
