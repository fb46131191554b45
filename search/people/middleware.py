"""What is asked of signed-in visitors at each request: notes of their sessions, and staff's second factor."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from search.web.problems import is_for_programs, problem

# In the session, in seconds since the epoch.
SIGNED_IN_AT: Final = "signed_in_at"
NOTED_AT: Final = "noted_at"
# In the session: where staff were going when they were led to set up a second factor.
GO_ON_TO: Final = "go_on_to"
NOTE_EVERY_SECONDS: Final = 5 * 60

SET_UP: Final = (
    "Staff accounts need a second factor. Set up an authenticator app or a passkey; then you can go on."
)
SIGN_IN_AGAIN: Final = "Staff sign in anew every twelve hours. Sign in to go on."
_OF_ACCOUNTS: Final = ("account_", "mfa_", "usersessions_")
_ALWAYS: Final = frozenset({"account", "health", "help", "help-search"})

Respond = Callable[[HttpRequest], HttpResponseBase]


def note_activity(get_response: Respond) -> Respond:
    """Keep when and from where a session was last used, at most every five minutes.

    Allauth's own middleware writes at every request; this one costs nothing between two notes.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        session = request.session
        if session.session_key and request.user.is_authenticated:
            now = int(time.time())
            if now - session.get(NOTED_AT, 0) >= NOTE_EVERY_SECONDS:
                session[NOTED_AT] = now
                UserSession.objects.create_from_request(request)
        return get_response(request)

    return respond


class StaffSafety:
    """Middleware: staff sign in anew after STAFF_SESSION_SECONDS, and need a second factor (STAFF_MFA).

    Until they have one they reach the pages of their account alone.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        # A visitor without a session costs no query here.
        if not getattr(request.user, "is_staff", False):
            return None
        if _is_over(request):
            return _sign_in_again(request)
        if not settings.ENVIRONMENT.staff_mfa or is_of_account(request):
            return None
        if is_mfa_enabled(request.user):
            request.session.pop(GO_ON_TO, None)
            return None
        if is_for_programs(request):
            return problem(HTTPStatus.FORBIDDEN, SET_UP)
        messages.warning(request, SET_UP)
        if request.method == "GET":
            request.session[GO_ON_TO] = request.get_full_path()
        return redirect("mfa_index")


def is_of_account(request: HttpRequest) -> bool:
    """Whether the address is one of log-in and of an account's safety, or one that all programs may ask."""
    match = request.resolver_match
    name = match.url_name if match and not match.namespaces else None
    return name is not None and (name in _ALWAYS or name.startswith(_OF_ACCOUNTS))


def _is_over(request: HttpRequest) -> bool:
    begun = request.session.get(SIGNED_IN_AT)
    return begun is not None and time.time() - begun > settings.STAFF_SESSION_SECONDS


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    logout(request)
    if is_for_programs(request):
        return problem(HTTPStatus.UNAUTHORIZED, SIGN_IN_AGAIN)
    messages.info(request, SIGN_IN_AGAIN)
    address = request.get_full_path() if request.method == "GET" else reverse("search")
    return redirect_to_login(address)
