"""Who acts: the person whose request is being answered, for whatever is recorded meanwhile.

Instead of auditlog's middleware, which asks for the session and its account with every request, believes
whoever sends `X-Forwarded-For`, and stores a header of the client's.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def remember_who_acts(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: keep the request at hand; its account is asked for only when something is recorded."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        token = _request.set(request)
        try:
            return get_response(request)
        finally:
            _request.reset(token)

    return respond


def is_in_request() -> bool:
    """Whether a request is being answered, rather than a task or a command run."""
    return _request.get() is not None


def acting_user() -> User | None:
    """The account that is signed in where a request is being answered; None for strangers and commands."""
    user: Any = getattr(_request.get(), "user", None)
    return user if isinstance(user, User) and user.is_authenticated else None
