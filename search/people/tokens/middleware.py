"""Requests of programs that carry a token: their user is the token's owner, and nobody else."""

import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Final

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from search.models import ApiToken
from search.people.tokens.keeping import BadToken, find_token, note_use
from search.web.problems import API_PATH, problem
from search.web.rate_limits import count_failure, too_many

log = logging.getLogger(__name__)

_SCHEME: Final = "bearer"
_CHALLENGE: Final = 'Bearer realm="imrportal"'
_READS: Final = frozenset({"GET", "HEAD"})
# Names of the addresses outside the API that programs take tables from.
_FILES: Final = ("export-csv", "export-jsonl", "insights-csv")


def token_user(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: `Authorization: Bearer imr_…` under /api/ and at the exports, to read with.

    A token that opens nothing is 401: who means to be signed in must not be answered as somebody else. The
    cookies that come with a token are not looked at, and none is set. Pages do not know tokens at all.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        secret = _bearer(request)
        if secret is None or not _is_for_tokens(request):
            return get_response(request)
        if request.method not in _READS:
            response = problem(HTTPStatus.METHOD_NOT_ALLOWED, "A token is to read with: ask with GET.")
            response.headers["Allow"] = ", ".join(sorted(_READS))
            return response
        now = timezone.now()
        try:
            token = find_token(secret, now)
        except BadToken as bad:
            return _refused(request, bad)
        _act_for(request, token)
        _note(token, now)
        return get_response(request)

    return respond


def unauthorized(detail: str, error: str = "") -> HttpResponseBase:
    """401 as problem details, with the challenge that RFC 6750 wants."""
    response = problem(HTTPStatus.UNAUTHORIZED, detail)
    response.headers["WWW-Authenticate"] = f'{_CHALLENGE}, error="{error}"' if error else _CHALLENGE
    return response


def _bearer(request: HttpRequest) -> str | None:
    scheme, _, secret = request.headers.get("Authorization", "").strip().partition(" ")
    return secret.strip() if scheme.lower() == _SCHEME else None


def _is_for_tokens(request: HttpRequest) -> bool:
    return request.path_info.startswith(API_PATH) or request.path in map(reverse, _FILES)


def _refused(request: HttpRequest, bad: BadToken) -> HttpResponseBase:
    allowance = count_failure(request, "token_failures")
    if allowance and not allowance.is_allowed:
        return too_many(request, allowance)
    address = request.build_absolute_uri(reverse("tokens"))
    return unauthorized(f"{bad} Make a token at {address}.", "invalid_token")


def _act_for(request: HttpRequest, token: ApiToken) -> None:
    request.user = token.owner
    request.auth_token = token  # type: ignore[attr-defined]
    # A browser's session stays out of it: it is neither read nor noted as the owner's, nor ended.
    empty: SessionBase = SessionStore()
    request.session, request.COOKIES = empty, {}


def _note(token: ApiToken, now: datetime) -> None:
    try:
        note_use(token, now)
    except DatabaseError:
        # Reading does not wait for a database that takes no writes.
        log.exception("The use of token %s could not be noted", token.pk)
