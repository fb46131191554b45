"""Own data: all of it is handed over, nothing of it is left after the account is deleted."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from auditlog.context import disable_auditlog
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Field, Model
from django.test import Client
from django.utils import timezone

from search.models import (
    Announcement,
    ApiToken,
    Batch,
    Invitation,
    KeptDecision,
    Letter,
    News,
    OutgoingMail,
    Preferences,
    RecentSearch,
    SavedQuery,
)
from tests.factories import BatchFactory, LetterFactory
from tests.people_factories import (
    PASSWORD,
    KeptDecisionFactory,
    SavedQueryFactory,
    UserFactory,
    client_of,
    let_sign_in_be_long_ago,
)

NAME: Final = "zebulon.quick"
EMAIL: Final = "zebulon.quick@example.org"
SECRETS: Final = ("token-hash-of-a-token", "nonce-of-a-feed", "words-of-a-mail", "hash-of-an-invitation")


@pytest.fixture
def person(db: None) -> User:
    """Somebody with a row in every table that can refer to an account."""
    # A high number, which no count or date holds by chance.
    user = UserFactory.create(
        id=918273645, username=NAME, email=EMAIL, first_name="Zebulon", last_name="Quick"
    )
    now = timezone.now()
    letter = LetterFactory.create(determinations=[{}])
    query = SavedQueryFactory.create(owner=user, feed_nonce=SECRETS[1], note="my own note")
    mail = OutgoingMail.objects.create(
        kind="alert", user=user, saved_query=query, recipient=EMAIL, message=SECRETS[2], not_before=now
    )
    news = News.objects.create(
        letter=letter, reference="r", number=1, kind="new", outcome="upheld", revision=1
    )
    Announcement.objects.create(saved_query=query, news=news, mail=mail, outcome="upheld")
    KeptDecisionFactory.create(owner=user, letter=letter, note="for the appeal")
    RecentSearch.objects.create(owner=user, parameters="q=knee", fingerprint="f", searched_at=now)
    ApiToken.objects.create(owner=user, name="my laptop", start="imr_abc", token_hash=SECRETS[0])
    Preferences.objects.create(user=user, keeps_recent_searches=False)
    later = now + timedelta(days=1)
    Invitation.objects.create(email=EMAIL, token_hash=SECRETS[3], expires_at=later)
    Invitation.objects.create(email="friend@example.org", token_hash="b", expires_at=later, invited_by=user)
    OutgoingMail.objects.create(kind="account", recipient=EMAIL.upper(), not_before=now)
    BatchFactory.create(created_by=user)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    # What staff did to an account stays in their trail, under its number; this account is a reader's alone.
    with disable_auditlog():
        user.user_permissions.add(Permission.objects.all()[0])
    kind = ContentType.objects.get_for_model(Letter)
    LogEntry.objects.create(user=user, content_type=kind, object_id="1", object_repr="x", action_flag=CHANGE)
    return user


def referring() -> set[type[Model]]:
    """The tables that can refer to an account, its links to groups and permissions among them."""
    return {
        model
        for model in apps.get_models(include_auto_created=True)
        if any(field.related_model is User for field in model._meta.get_fields() if _is_column(field))
    }


def _is_column(field: Any) -> bool:
    return isinstance(field, Field) and field.is_relation and not field.many_to_many


def confirmed(client: Client, user: User) -> Client:
    """A browser whose visitor has just confirmed the password."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    record = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    place = {"user": user, "ip": "198.51.100.7"}
    UserSession.objects.get_or_create(session_key=session.session_key, defaults=place)
    return client


@pytest.fixture
def client(person: User) -> Client:
    return confirmed(Client(), person)


def all_values() -> Iterator[tuple[str, str]]:
    """Every value of every table with its place, sessions decoded."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  our own tables
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", str(value)
    for session in Session.objects.all():
        yield "session, decoded", json.dumps(session.get_decoded())


def places_of(*marks: str) -> set[str]:
    return {place for place, value in all_values() if any(mark in value.lower() for mark in marks)}


class TestDeleting:
    def test_leaves_nothing_of_the_person_in_any_table(self, client: Client, person: User) -> None:
        # Counters of attempts, by account and by address, and a sign-in half-way through.
        client.post("/account/reauthenticate/", {"password": "wrong"})
        waiting = Client()
        waiting.post("/account/login/", {"login": EMAIL, "password": "wrong"})
        waiting.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
        Client().post("/account/password/reset/", {"email": EMAIL})
        counters = {key for place, key in all_values() if place == "search_cache.cache_key"}
        confirmed(client, person)
        marks = (str(person.pk), "zebulon", "quick")
        assert {"auth_user.id", "account_emailaddress.email", "session, decoded"} <= places_of(*marks)

        answer = client.post("/account/delete", {"word": "Delete"})
        assert answer["Location"] == "/account/deleted"
        assert places_of(*marks) == set()
        left = {key for place, key in all_values() if place == "search_cache.cache_key"}
        assert len(counters) > 5
        assert {key for key in left if ":ip:" not in key} == set()

    def test_was_tried_with_a_row_in_every_table_that_can_refer_to_an_account(
        self, client: Client, person: User
    ) -> None:
        empty = set()
        for model in referring():
            columns = [f.name for f in model._meta.get_fields() if _is_column(f) and f.related_model is User]
            if not any(model._default_manager.filter(**{name: person}).exists() for name in columns):
                empty.add(model._meta.label)
        # Staff's traces, which refer to staff alone.
        assert empty <= {"auditlog.LogEntry"}

    def test_leaves_what_belongs_to_others(self, client: Client, person: User) -> None:
        other = UserFactory.create()
        SavedQueryFactory.create(owner=other)
        theirs = confirmed(Client(), other)
        client.post("/account/delete", {"word": "delete"})
        assert theirs.get("/account/").status_code == 200
        assert SavedQuery.objects.get().owner == other
        assert Invitation.objects.get(email="friend@example.org").invited_by is None
        assert (Batch.objects.count(), Letter.objects.count(), News.objects.count()) == (1, 1, 1)

    def test_leaves_in_the_staffs_trail_a_number_at_most(self, client: Client, person: User) -> None:
        person.groups.clear()
        client.post("/account/delete", {"word": "delete"})
        assert places_of("zebulon", "quick") == set()
        left = places_of(str(person.pk))
        assert left
        assert {place.split(".")[0] for place in left} == {"auditlog_logentry"}

    def test_needs_the_word(self, client: Client, person: User) -> None:
        for word in ("", "yes", "delet", "\0", "x" * 10_000):
            assert client.post("/account/delete", {"word": word}).status_code == 400
        assert User.objects.filter(pk=person.pk).exists()

    def test_needs_the_password_once_more(self, person: User) -> None:
        client = let_sign_in_be_long_ago(client_of(person))
        for answer in (client.get("/account/delete"), client.post("/account/delete", {"word": "delete"})):
            assert answer["Location"].startswith("/account/reauthenticate/")
        assert User.objects.filter(pk=person.pk).exists()

    def test_is_not_for_staff_and_says_why(self, client: Client, person: User) -> None:
        User.objects.filter(pk=person.pk).update(is_staff=True)
        assert "Ask an administrator" in client.get("/account/delete").content.decode()
        assert client.post("/account/delete", {"word": "delete"}).status_code == 403
        assert User.objects.filter(pk=person.pk).exists()

    def test_is_not_done_by_looking(self, client: Client, person: User) -> None:
        assert client.get("/account/delete?word=delete").status_code == 200
        assert User.objects.filter(pk=person.pk).exists()


class TestHandingOver:
    def test_holds_a_part_for_every_table_that_refers_to_the_account(
        self, client: Client, person: User
    ) -> None:
        answer = client.get("/account/own-data")
        assert answer["Content-Type"] == "application/json"
        assert "attachment" in answer["Content-Disposition"]
        data = answer.json()
        assert data["account"]["email"] == EMAIL
        assert all(data.values())
        assert data["saved_searches"][0]["note"] == "my own note"
        assert data["kept_decisions"][0]["note"] == "for the appeal"
        assert {factor["kind"] for factor in data["second_factors"]} == {"totp", "recovery_codes"}
        assert len(data["invitations"]) == 2

    def test_holds_no_secret(self, client: Client, person: User) -> None:
        text = client.get("/account/own-data").content.decode()
        kept = [*SECRETS, person.password, client.session.session_key]
        kept += [value for row in Authenticator.objects.filter(user=person) for value in row.data.values()]
        assert [secret for secret in kept if isinstance(secret, str) and secret in text] == []

    def test_holds_nothing_of_others(self, client: Client, person: User) -> None:
        other = KeptDecisionFactory.create(note="somebody else's").owner
        SavedQueryFactory.create(owner=other, name="not yours")
        text = client.get("/account/own-data").content.decode()
        assert "somebody else's" not in text
        assert "not yours" not in text
        assert KeptDecision.objects.count() == 2

    def test_is_for_the_owner_who_has_confirmed_the_password(self, person: User) -> None:
        assert Client().get("/account/own-data")["Location"].startswith("/account/login/")
        client = let_sign_in_be_long_ago(client_of(person))
        assert client.get("/account/own-data")["Location"].startswith("/account/reauthenticate/")
