"""Who asks, by the headings of docs/access.md, and what their answers are called there."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import resolve

from tests.access.table import Line
from tests.portal_people import Rows, Who, session_cookie

_PEOPLE: Final[Mapping[str, Who]] = {
    "reader": "reader",
    "another reader": "colleague",
    "curator": "curator",
    "administrator": "administrator",
    "reader, closed": "reader",
    "curator without second factor": "newcomer",
}
_TOKENS: Final = {
    "own token": "token",
    "own token, closed": "token",
    "another's token": "colleague_token",
    "curator's token": "curator_token",
    "revoked token": "revoked_token",
}
_WAYS: Final = {
    "account_login": "log in",
    "admin:login": "log in",
    "account_reauthenticate": "confirm",
    "mfa_reauthenticate": "confirm",
    "mfa_index": "set up",
}
VISITORS: Final = ("stranger", "stranger, closed", *_PEOPLE, *_TOKENS)


@dataclass(slots=True)
class Visitors:
    """They ask as often as one likes: what a request changed is undone after it."""

    rows: Rows
    sessions: dict[Who, tuple[str, str]] = field(default_factory=dict)

    def client(self, visitor: str, guarded: bool = False) -> Client:
        """The visitor's browser or program; `guarded` lets it be asked for the forms' tokens."""
        headers = {"authorization": f"Bearer {self.rows[_TOKENS[visitor]]}"} if visitor in _TOKENS else {}
        client = Client(enforce_csrf_checks=guarded, headers=headers)
        if who := _PEOPLE.get(visitor):
            if who not in self.sessions:
                self.sessions[who] = session_cookie(self.rows, who)
            client.cookies = SimpleCookie(dict([self.sessions[who]]))
        return client

    def answer(self, visitor: str, line: Line, guarded: bool = False) -> str:
        """What the visitor gets, as the table says it."""
        return in_words(self._ask(visitor, line, guarded))

    def media_type(self, visitor: str, line: Line) -> str:
        """What kind of content the visitor gets."""
        return self._ask(visitor, line).headers.get("Content-Type", "").partition(";")[0]

    def _ask(self, visitor: str, line: Line, guarded: bool = False) -> HttpResponseBase:
        path = line.path.format_map(self.rows)
        client = self.client(visitor, guarded)
        with _portal(visitor), transaction.atomic():
            if line.method == "POST":
                fields = line.fields.format_map(self.rows)
                response = client.post(path, fields, "application/x-www-form-urlencoded")
            else:
                response = client.get(path)
            transaction.set_rollback(True)
        return response


def in_words(response: HttpResponseBase) -> str:
    """The status, or in words where a redirect leads: to logging in, to typing the password once more."""
    to = urlsplit(response.headers.get("Location", "")).path
    return _WAYS.get(resolve(to).view_name if to else "", str(response.status_code))


def _portal(visitor: str) -> AbstractContextManager[object]:
    is_open = not visitor.endswith(", closed")
    environment = replace(settings.ENVIRONMENT, open_to_strangers=is_open, staff_mfa=True)
    return override_settings(ENVIRONMENT=environment)
