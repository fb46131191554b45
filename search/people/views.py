"""The pages of an account beside allauth's."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required, login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from search.models import Preferences, RecentSearch
from search.people import invitations, own_data
from search.people.forms import DeleteAccountForm, PreferencesForm

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def confirmed(view: View[P]) -> View[P]:
    """Ask for the password or the second factor once more, where that was not done within five minutes."""
    return cast(View[P], reauthentication_required(view))


@never_cache
@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """An account's own page: where everything about it is."""
    return _account_page(request, PreferencesForm(instance=_preferences(_owner(request))))


@never_cache
@require_POST
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Change what the account has chosen for itself; recent searches that it no longer wants are erased."""
    owner = _owner(request)
    form = PreferencesForm(request.POST, instance=_preferences(owner))
    if not form.is_valid():
        return _account_page(request, form)
    if not form.save().keeps_recent_searches:
        RecentSearch.objects.filter(owner=owner).delete()
    messages.success(request, "Your preferences are saved.")
    return redirect("account")


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the owner's own sessions; somebody else's is not found."""
    session = get_object_or_404(UserSession, pk=pk, user=_owner(request))
    end_sessions(request, [session])
    messages.success(request, "The session is ended.")
    return redirect("usersessions_list")


@never_cache
@login_not_required
@require_GET
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Open sign-up for an invited address."""
    if request.user.is_authenticated:
        return render(request, "people/invitation_signed_in.html", status=409)
    found = invitations.open_invitation(secret) if settings.ENVIRONMENT.sign_up != "closed" else None
    if found is None:
        return render(request, "people/invitation_void.html", status=404)
    invitations.accept_later(request, found)
    return redirect("account_signup")


@never_cache
@require_GET
@login_required
@confirmed
def own_data_file(request: HttpRequest) -> HttpResponse:
    """Everything that the portal holds of the person, as a JSON file."""
    response = JsonResponse(own_data.everything_of(_owner(request)), json_dumps_params={"indent": 2})
    response["Content-Disposition"] = 'attachment; filename="imrportal-own-data.json"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@confirmed
def delete_account(request: HttpRequest) -> HttpResponse:
    """Delete the account and all that is its own, once its owner has typed the word."""
    owner = _owner(request)
    form = DeleteAccountForm(request.POST or None)
    if request.method == "POST" and owner.is_staff:
        raise PermissionDenied(own_data.STAFF_STAY)
    if request.method == "POST" and form.is_valid():
        own_data.delete_everything_of(owner, request.get_host())
        logout(request)
        return redirect("account-deleted")
    status = 400 if form.is_bound else 200
    return render(request, "people/delete_account.html", {"form": form, "owner": owner}, status=status)


@login_not_required
@require_GET
def account_deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "people/account_deleted.html")


def _owner(request: HttpRequest) -> User:
    """Who is signed in; views ask for it behind `login_required`."""
    return cast(User, request.user)


def _preferences(owner: User) -> Preferences:
    return Preferences.objects.filter(pk=owner.pk).first() or Preferences(user=owner)


def _account_page(request: HttpRequest, form: PreferencesForm) -> HttpResponse:
    owner = _owner(request)
    context = {
        "form": form,
        "owner": owner,
        "has_second_factor": is_mfa_enabled(owner),
        "recent_searches": settings.ENVIRONMENT.recent_searches,
    }
    return render(request, "people/account.html", context, status=400 if form.errors else 200)
