"""What the portal holds of a person: handed over as data, and deleted so that nothing is left.

A new table that refers to an account is a line in `_PARTS` and is deleted with it by its foreign key;
tests/people/test_own_data.py goes through all tables of the database.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from auditlog.context import disable_auditlog
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from search.models import (
    Announcement,
    ApiToken,
    Invitation,
    KeptDecision,
    OutgoingMail,
    Preferences,
    RecentSearch,
    SavedQuery,
)
from search.saved.locking import hold_all_of

STAFF_STAY: Final = (
    "The account of staff cannot be deleted. Ask an administrator to take your role from you, then come back."
)
_SECRET_COLUMNS: Final = frozenset(
    {"unsubscribe_nonce", "feed_nonce", "share_nonce", "token_hash", "message"}
)

Rows = list[dict[str, Any]]


def everything_of(user: User) -> dict[str, Any]:
    """What the portal holds of the person, without secrets, ready for JSON."""
    data: dict[str, Any] = {
        "account": {
            "email": user.email,
            "name": user.get_full_name(),
            "username": user.get_username(),
            "roles": sorted(user.groups.values_list("name", flat=True)),
            "created_at": user.date_joined,
            "last_sign_in_at": user.last_login,
        }
    }
    return data | {name: part(user) for name, part in _PARTS.items()}


def delete_everything_of(user: User, host: str) -> None:
    """Delete the account and all that is its own: rows, sessions, mails, invitations, counters of attempts.

    Args:
        user: whose account it is.
        host: the portal's host name, by which allauth counts failed attempts to sign in.

    Raises:
        ValueError: the account is staff's; its traces must stay with somebody.
    """
    if user.is_staff:
        raise ValueError(STAFF_STAY)
    # A reader's own going is no act of staff, and must leave no entry in their trail.
    with disable_auditlog(), transaction.atomic():
        _delete(user, host)


def _delete(user: User, host: str) -> None:
    # Else a mail that is written meanwhile would refer to what is gone.
    hold_all_of(user)
    addresses = _addresses(user)
    # A session row goes with the account, the session itself does not; nor does one whose sign-in waits.
    _end_sessions(user, addresses)
    _forget_counters(user, addresses, host)
    for address in addresses:
        OutgoingMail.objects.filter(recipient__iexact=address).delete()
        Invitation.objects.filter(email__iexact=address).delete()
    user.delete()


def _rows(rows: QuerySet[Any], *left_out: str) -> Rows:
    """Rows as data, without what is secret and without the owner."""
    hidden = {*_SECRET_COLUMNS, "owner_id", "user_id", *left_out}
    return [{name: value for name, value in row.items() if name not in hidden} for row in rows.values()]


def _authenticators(user: User) -> Rows:
    return [
        {
            "kind": authenticator.type,
            "name": authenticator.wrap().name if authenticator.type == Authenticator.Type.WEBAUTHN else "",
            "created_at": authenticator.created_at,
            "last_used_at": authenticator.last_used_at,
        }
        for authenticator in Authenticator.objects.filter(user=user)
    ]


def _invitations(user: User) -> Rows:
    received = Invitation.objects.filter(email__in=_addresses(user))
    given = Invitation.objects.filter(invited_by=user)
    return _rows((received | given).distinct(), "invited_by_id")


_PARTS: Final[dict[str, Callable[[User], Rows]]] = {
    "addresses": lambda user: _rows(EmailAddress.objects.filter(user=user)),
    "second_factors": _authenticators,
    "sessions": lambda user: _rows(UserSession.objects.filter(user=user), "session_key", "data"),
    "preferences": lambda user: _rows(Preferences.objects.filter(user=user)),
    "saved_searches": lambda user: _rows(SavedQuery.objects.filter(owner=user)),
    "announcements": lambda user: _rows(Announcement.objects.filter(saved_query__owner=user)),
    "kept_decisions": lambda user: _rows(KeptDecision.objects.filter(owner=user)),
    "recent_searches": lambda user: _rows(RecentSearch.objects.filter(owner=user), "fingerprint"),
    "api_tokens": lambda user: _rows(ApiToken.objects.filter(owner=user)),
    "invitations": _invitations,
    "mails": lambda user: _rows(
        OutgoingMail.objects.filter(Q(user=user) | Q(recipient__in=_addresses(user)))
    ),
}


def _addresses(user: User) -> set[str]:
    owned = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {address.lower() for address in (user.email, *owned) if address}


def _end_sessions(user: User, addresses: set[str]) -> None:
    keys = [
        session.pk
        for session in Session.objects.iterator(chunk_size=500)
        if _is_of(session.get_decoded(), user, addresses)
    ]
    keys += UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(pk__in=keys).delete()


def _is_of(data: dict[str, Any], user: User, addresses: set[str]) -> bool:
    """Whether a session is the person's: signed in, half-way through it, or naming an address."""
    waiting = data.get("account_login") or {}
    ids = (data.get(SESSION_KEY), data.get("account_authentication_methods_user"), waiting.get("user_pk"))
    return str(user.pk) in map(str, ids) or not addresses.isdisjoint(_texts(data))


def _texts(value: object) -> Iterable[str]:
    """All texts in a session's data, in lower case."""
    if isinstance(value, str):
        yield value.lower()
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _forget_counters(user: User, addresses: Iterable[str], host: str) -> None:
    """Delete the counters of attempts (allauth's, in the cache's table) kept by account or address."""
    names = [f"mfa-auth-user-{user.pk}", *addresses]
    names += [f"{host}:{address}" for address in addresses]
    endings = [f"%:user:{user.pk}", f"%:user:{user.pk}:lock"]
    endings += [f"%:{hashlib.sha256(name.encode()).hexdigest()}%" for name in names]
    table = connection.ops.quote_name(settings.CACHE_TABLE)
    with connection.cursor() as cursor:
        for ending in endings:
            cursor.execute(f"DELETE FROM {table} WHERE cache_key LIKE %s", [ending])  # noqa: S608  our own name
