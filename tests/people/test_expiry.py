"""What ends by itself, and what stays."""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from search.people.expiry import UNCONFIRMED_DAYS
from search.tasks import forget_expired
from tests.people_factories import UserFactory


def counters() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_cache")
        return int(cursor.fetchone()[0])


def test_ended_sessions_are_forgotten_and_others_go_on(reader: User, sign_in: Callable[..., Client]) -> None:
    ended, going_on = sign_in(reader), sign_in(reader)
    Session.objects.filter(pk=ended.session.session_key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    forget_expired()
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [going_on.session.session_key]
    assert going_on.get("/account/").status_code == 200


def test_counters_are_forgotten_once_they_count_no_longer(db: None) -> None:
    cache.set("over", 1, timeout=-5)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_cache (cache_key, value, expires) VALUES ('old', 'x', %s)",
            [connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(minutes=1))],
        )
    cache.set("counting", 1, timeout=600)
    forget_expired()
    assert counters() == 1
    assert cache.get("counting") == 1


def test_accounts_that_never_confirmed_their_address_end_after_a_month(db: None) -> None:
    long_ago = timezone.now() - timedelta(days=UNCONFIRMED_DAYS + 1)
    gone, young, confirmed, staff, returning = (UserFactory.create(date_joined=long_ago) for _ in range(5))
    EmailAddress.objects.exclude(user=confirmed).update(verified=False)
    User.objects.filter(pk=young.pk).update(date_joined=timezone.now())
    User.objects.filter(pk=staff.pk).update(is_staff=True)
    User.objects.filter(pk=returning.pk).update(last_login=long_ago)
    forget_expired()
    assert set(User.objects.all()) == {young, confirmed, staff, returning}
    assert not EmailAddress.objects.filter(email=gone.email).exists()
