"""Accounts in the admin: who may change whom, and what is never shown."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.admin.models import LogEntry as DjangosLog
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.admin.traced import TracedAdmin
from search.models import Invitation
from search.people.roles import ADMINISTRATOR, CURATOR, READER
from search.traces.acts import Act
from tests.people_factories import KeptDecisionFactory, SavedQueryFactory, UserFactory, client_of

pytestmark = pytest.mark.django_db
LIST = "/staff/auth/user/"


def with_role(name: str) -> User:
    user = UserFactory.create(username=name.lower())
    user.groups.add(Group.objects.get(name=name))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def administrator() -> User:
    return with_role(ADMINISTRATOR)


@pytest.fixture
def reader() -> User:
    return UserFactory.create(username="jdoe")


def page(user: User) -> str:
    return f"{LIST}{user.pk}/change/"


def save(client: Client, user: User, *roles: str, **values: str) -> int:
    groups = [str(pk) for pk in Group.objects.filter(name__in=roles).values_list("pk", flat=True)]
    return client.post(page(user), {"groups": groups, **values}).status_code


def test_an_administrator_gives_and_takes_roles(administrator: User, reader: User) -> None:
    client = client_of(administrator)
    assert save(client, reader, READER, CURATOR, is_active="on") == 302
    reader.refresh_from_db()
    assert reader.is_staff
    assert save(client, reader, READER, is_active="on") == 302
    reader.refresh_from_db()
    assert not reader.is_staff
    told = [(entry.additional_data["what"], entry.actor) for entry in LogEntry.objects.order_by("-pk")[:2]]
    assert told == [(Act.ROLE_TAKEN, administrator), (Act.ROLE_GIVEN, administrator)]


def test_an_administrator_makes_no_superuser(administrator: User, reader: User) -> None:
    assert save(client_of(administrator), reader, READER, is_active="on", is_superuser="on") == 302
    reader.refresh_from_db()
    assert not reader.is_superuser


def test_nobody_raises_themselves(administrator: User) -> None:
    save(client_of(administrator), administrator, READER, is_superuser="on")
    administrator.refresh_from_db()
    assert (administrator.is_superuser, administrator.is_active) == (False, True)
    assert administrator.groups.filter(name=ADMINISTRATOR).exists()


def test_a_superuser_is_changed_by_superusers_alone(administrator: User, staff: Client) -> None:
    chief = User.objects.get(username="chief")
    other = User.objects.create_superuser("other", password="x")
    assert save(client_of(administrator), other, READER) == 403
    assert save(staff, other, READER, is_active="on") == 302
    other.refresh_from_db()
    assert (other.is_superuser, other.is_staff) == (False, False)
    assert chief.is_superuser


@pytest.mark.parametrize("role", [READER, CURATOR])
def test_who_is_no_administrator_does_not_see_accounts(reader: User, role: str) -> None:
    client = client_of(with_role(role))
    for address in (LIST, page(reader), "/staff/auth/group/", "/staff/auditlog/logentry/"):
        assert client.get(address).status_code in {302, 403}
    assert save(client, reader, ADMINISTRATOR) in {302, 403}
    assert not reader.groups.filter(name=ADMINISTRATOR).exists()


def test_an_account_that_is_shut_loses_its_sessions(administrator: User, reader: User) -> None:
    theirs = client_of(reader)
    assert theirs.get("/saved/").status_code == 200
    save(client_of(administrator), reader, READER)
    assert theirs.get("/saved/").status_code == 302


class TestLostDevices:
    @pytest.fixture
    def factor(self, reader: User) -> Authenticator:
        return Authenticator.objects.create(user=reader, type=Authenticator.Type.TOTP, data={})

    def session(self, user: User) -> UserSession:
        client = client_of(user)
        return UserSession.objects.create(
            user=user, ip="192.0.2.1", user_agent="x", session_key=client.session.session_key
        )

    def test_sessions_are_ended_and_that_is_recorded(self, administrator: User, reader: User) -> None:
        self.session(reader)
        assert client_of(administrator).post(f"{LIST}{reader.pk}/end-sessions/").status_code == 302
        assert not UserSession.objects.filter(user=reader).exists()
        entry = LogEntry.objects.latest("pk")
        assert entry.additional_data == {
            "what": Act.SESSIONS_ENDED,
            "sessions": 1,
            "by": administrator.pk,
        }

    def test_a_second_factor_is_removed_and_that_is_recorded(
        self, administrator: User, reader: User, factor: Authenticator
    ) -> None:
        address = f"{LIST}{reader.pk}/no-second-factor/"
        assert "Remove the second factor" in client_of(administrator).get(page(reader)).content.decode()
        assert client_of(administrator).post(address).status_code == 302
        assert not Authenticator.objects.exists()
        assert LogEntry.objects.latest("pk").additional_data["what"] == Act.SECOND_FACTOR_REMOVED

    @pytest.mark.parametrize("what", ["end-sessions", "no-second-factor"])
    def test_neither_by_a_link_nor_by_others_nor_to_oneself_nor_to_superusers(
        self, administrator: User, reader: User, factor: Authenticator, what: str
    ) -> None:
        chief = User.objects.create_superuser("chief")
        address = f"{LIST}{reader.pk}/{what}/"
        client = client_of(administrator)
        assert client.get(address).status_code == 403
        assert client_of(with_role(CURATOR)).post(address).status_code == 403
        assert client.post(f"{LIST}{administrator.pk}/{what}/").status_code == 403
        assert client.post(f"{LIST}{chief.pk}/{what}/").status_code == 403
        assert client.post(f"{LIST}999999/{what}/").status_code == 404
        assert Authenticator.objects.exists()


def test_what_readers_keep_and_secrets_have_no_page(staff: Client, reader: User) -> None:
    SavedQueryFactory.create(owner=reader, name="my private search")
    KeptDecisionFactory.create(owner=reader, note="my private note")
    kinds = {model._meta.label_lower for model in admin.site._registry}
    assert not kinds & {
        *("search.savedquery", "search.keptdecision", "search.recentsearch", "search.apitoken"),
        *("search.preferences", "account.emailaddress", "mfa.authenticator", "usersessions.usersession"),
        *("sessions.session", "admin.logentry"),
    }
    shown = staff.get(page(reader)).content.decode() + staff.get(LIST).content.decode()
    for private in ("my private", reader.password, "md5", "pbkdf2", "jdoe<"):
        assert private not in shown


def test_accounts_are_neither_made_nor_deleted_here(staff: Client, reader: User) -> None:
    for address in (f"{LIST}add/", f"{LIST}{reader.pk}/delete/", f"{LIST}{reader.pk}/password/"):
        assert staff.get(address).status_code in {302, 403, 404}
        staff.post(address, {"post": "yes"})
    assert User.objects.filter(pk=reader.pk).exists()


def test_no_page_of_the_admin_keeps_djangos_log_with_names_in_it(
    administrator: User, reader: User, staff: Client
) -> None:
    assert all(isinstance(one, TracedAdmin) for one in admin.site._registry.values())
    save(staff, reader, READER, CURATOR, is_active="on")
    Invitation.objects.create(email="x@example.org", expires_at=timezone.now() + timedelta(days=1))
    chosen = {"action": "delete_selected", "_selected_action": [Invitation.objects.get().pk], "post": "yes"}
    staff.post("/staff/search/invitation/", chosen)
    assert not Invitation.objects.exists()
    assert not DjangosLog.objects.exists()
    assert "x@example.org" not in str(list(LogEntry.objects.values()))


def test_accounts_are_found_by_address_and_by_second_factor(staff: Client, reader: User) -> None:
    Authenticator.objects.create(user=reader, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=UserFactory.create(), type=Authenticator.Type.RECOVERY_CODES, data={})
    for asked in ({"q": "jdoe@"}, {"second_factor": "yes"}):
        assert [user.pk for user in staff.get(LIST, asked).context["cl"].result_list] == [reader.pk]


def test_the_list_costs_the_same_for_many_accounts(staff: Client) -> None:
    UserFactory.create_batch(3)
    staff.get(LIST)
    few = _queries(staff, LIST)
    UserFactory.create_batch(10)
    assert _queries(staff, LIST) == few


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_role_is_shown_in_words_and_not_changed(staff: Client) -> None:
    role = Group.objects.get(name=CURATOR)
    assert "hands letters in" in staff.get("/staff/auth/group/").content.decode()
    assert "take letters out" in staff.get(f"/staff/auth/group/{role.pk}/change/").content.decode()
    assert staff.post(f"/staff/auth/group/{role.pk}/change/", {"name": "x"}).status_code == 403


def test_staff_change_their_password_where_everybody_does(staff: Client) -> None:
    assert staff.get("/staff/password_change/")["Location"] == "/account/password/change/"


@pytest.mark.parametrize(
    "asked",
    [
        "auth/user/?password__startswith=md5",
        "auth/user/?password__regex=.",
        "search/outgoingmail/?message__contains=key",
        "search/invitation/?token_hash__startswith=0",
        "auth/user/?groups__user__password__startswith=md5",
    ],
)
def test_no_list_tells_a_secret_by_what_it_is_narrowed_to(administrator: User, asked: str) -> None:
    assert client_of(administrator).get(f"/staff/{asked}").status_code == 400


@pytest.mark.parametrize(
    "asked",
    [
        "auth/user/?is_active__exact=1&second_factor=no&is_superuser__exact=0",
        "auth/user/?groups__id__exact=1",
        "search/incomingfile/?batch__id__exact=1&state__exact=failed",
        "search/outgoingmail/?created_at__year=2026&state__exact=failed",
        "search/letter/?visibility__exact=public&searchable=waiting&layout=x&decided_on__gte=2026-01-01",
        "auditlog/logentry/?by=1&about=auth.user.1&what=released",
    ],
)
def test_lists_are_narrowed_by_their_filters(administrator: User, asked: str) -> None:
    assert client_of(administrator).get(f"/staff/{asked}").status_code == 200


@pytest.mark.parametrize("ticked", ["", "true", "\0", "-1", "1e3", "9" * 30])
def test_ticking_what_is_no_row_is_a_mistake_of_the_asker(administrator: User, ticked: str) -> None:
    fields = {"action": "release_letters", "_selected_action": ["1", ticked]}
    assert client_of(administrator).post("/staff/search/letter/", fields).status_code == 400


def test_an_empty_name_of_a_field_names_none(administrator: User, reader: User) -> None:
    assert client_of(administrator).get(f"{page(reader)}?_to_field=").status_code == 200
