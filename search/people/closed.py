"""A portal that is closed to strangers (OPEN_TO_STRANGERS): who is not signed in reaches the doors alone."""

from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from search.people.middleware import is_of_account
from search.people.to_log_in import to_log_in
from search.web.problems import is_for_programs, problem

SIGN_IN: Final = (
    "This portal is open to its accounts alone. Sign in, or send the header Authorization with an API token."
)
# Addresses that whoever holds them may open: their secret is the key.
_SECRET_ADDRESSES: Final = frozenset({"feed", "unsubscribe"})
_FOR_PROGRAMS: Final = frozenset({"suggest", "export-csv", "export-jsonl", "insights-csv"})


class ClosedToStrangers(LoginRequiredMiddleware):
    """Pages lead strangers to log-in and back; programs get 401.

    Views open themselves to everybody by Django's `login_not_required`.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if settings.ENVIRONMENT.open_to_strangers or _is_door(request):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # a program gets no redirect
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if not (is_for_programs(request) or _name(request) in _FOR_PROGRAMS):
            return to_log_in(request)
        response = problem(HTTPStatus.UNAUTHORIZED, SIGN_IN)
        response.headers["WWW-Authenticate"] = 'Bearer realm="imrportal"'
        return response


def _is_door(request: HttpRequest) -> bool:
    return is_of_account(request) or _name(request) in _SECRET_ADDRESSES


def _name(request: HttpRequest) -> str | None:
    match = request.resolver_match
    return match.url_name if match and not match.namespaces else None
