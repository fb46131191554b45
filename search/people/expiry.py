"""What ends by itself: sessions, counters of attempts, accounts whose address was never confirmed."""

import logging
from datetime import timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from search.people.own_data import delete_everything_of

log = logging.getLogger(__name__)

# Who signs up and never types the code must not keep the address from its owner for ever.
UNCONFIRMED_DAYS: Final = 30
_AT_ONCE: Final = 500


def forget_expired() -> None:
    """Delete what has expired: nothing of it is of use, and some of it tells who came from where."""
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    _forget_counters()
    count = _forget_unconfirmed()
    if count:
        log.info(
            "deleted %s accounts whose address was not confirmed within %s days", count, UNCONFIRMED_DAYS
        )


def _forget_counters() -> None:
    table = connection.ops.quote_name(settings.CACHE_TABLE)
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608  our own name


def _forget_unconfirmed() -> int:
    """Delete accounts that signed up, never confirmed their address, and so never got in."""
    since = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    waiting = User.objects.filter(
        is_staff=False, is_superuser=False, last_login=None, date_joined__lt=since, emailaddress__isnull=False
    ).exclude(emailaddress__verified=True)
    users = list(waiting.distinct()[:_AT_ONCE])
    for user in users:
        delete_everything_of(user, "")
    return len(users)
