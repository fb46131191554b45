"""Making an account: open to everybody, by invitation, or to nobody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from search.models import Invitation
from tests.people.conftest import code_to, link_to, mails_to, subjects_to
from tests.people_factories import PASSWORD, UserFactory, client_of

SIGN_UP = "/account/signup/"
CONFIRM = "/account/confirm-email/"
NEW = "new.reader@example.org"


def sign_up(client: Client, email: str = NEW, password: str = PASSWORD) -> tuple[int, str]:
    answer = client.post(SIGN_UP, {"email": email, "password1": password, "password2": password})
    return answer.status_code, answer.content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.fixture
def set_sign_up(settings: Settings) -> Callable[[str], None]:
    def set_to(value: str) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, sign_up=value)

    return set_to


@pytest.fixture
def administrator(db: None) -> Client:
    return client_of(UserFactory.create(is_staff=True, is_superuser=True))


class TestOpen:
    def test_who_types_the_code_of_the_mail_is_signed_in(self, db: None) -> None:
        client = Client()
        assert sign_up(client)[0] == 302
        assert not is_signed_in(client)
        assert NEW in client.get(CONFIRM).content.decode()
        client.post(CONFIRM, {"code": code_to(NEW)})
        assert is_signed_in(client)
        assert EmailAddress.objects.get(email=NEW).verified

    def test_three_wrong_codes_end_the_attempt(self, db: None) -> None:
        client = Client()
        sign_up(client)
        code = code_to(NEW)
        for _ in range(3):
            client.post(CONFIRM, {"code": "wrong"})
        client.post(CONFIRM, {"code": code})
        assert not is_signed_in(client)

    def test_another_browser_does_not_confirm_by_the_code(self, db: None) -> None:
        sign_up(Client())
        other = Client()
        other.post(CONFIRM, {"code": code_to(NEW)})
        assert not is_signed_in(other)
        assert not EmailAddress.objects.get(email=NEW).verified

    def test_a_known_address_looks_like_a_new_one_and_is_told_by_mail(self, reader: User) -> None:
        strangers, knowing = Client(), Client()
        assert sign_up(strangers)[0] == sign_up(knowing, reader.email)[0] == 302
        pages = [
            (
                client.get(CONFIRM).status_code,
                [
                    line
                    for line in client.get(CONFIRM).content.decode().replace(address, "").splitlines()
                    if "csrf" not in line
                ],
            )
            for client, address in ((strangers, NEW), (knowing, reader.email))
        ]
        assert pages[0] == pages[1]
        assert subjects_to(reader.email) == ["[imrportal] You have an account already"]
        assert User.objects.filter(email=reader.email).count() == 1

    @pytest.mark.parametrize(
        ("password", "why"),
        [
            ("short", "at least 12 characters"),
            ("password1234", "too common"),
            ("new.reader@example.org", "too similar"),
        ],
    )
    def test_a_weak_password_is_refused_with_the_reason_at_its_field(
        self, db: None, password: str, why: str
    ) -> None:
        status, page = sign_up(Client(), password=password)
        assert status == 200
        assert why in page
        assert 'id="id_password1_error"' in page
        assert "id_password1_error" in page.split('name="password1"')[1].split(">")[0]
        assert not User.objects.exists()

    @pytest.mark.parametrize("email", ["", "no", "\0a@example.org", "a@b@c", "x" * 300 + "@example.org"])
    def test_an_odd_address_is_refused(self, db: None, email: str) -> None:
        assert sign_up(Client(), email)[0] == 200
        assert not User.objects.exists()

    def test_sign_ups_from_one_client_are_counted(self, db: None) -> None:
        statuses = [sign_up(Client(), f"reader{number}@example.org")[0] for number in range(11)]
        assert statuses == [302] * 10 + [429]


class TestClosed:
    @pytest.mark.parametrize("way", ["closed", "invitation"])
    def test_nobody_signs_up(self, db: None, set_sign_up: Callable[[str], None], way: str) -> None:
        set_sign_up(way)
        client = Client()
        assert "by invitation" in client.get(SIGN_UP).content.decode()
        sign_up(client)
        assert not User.objects.exists()
        assert SIGN_UP not in client.get("/account/login/").content.decode()

    def test_an_invitation_opens_nothing_where_nobody_may_sign_up(
        self, administrator: Client, set_sign_up: Callable[[str], None]
    ) -> None:
        administrator.post("/staff/search/invitation/add/", {"email": NEW})
        set_sign_up("closed")
        client = Client()
        assert client.get(link_to(NEW)).status_code == 404
        sign_up(client)
        assert not User.objects.filter(email=NEW).exists()


class TestByInvitation:
    @pytest.fixture(autouse=True)
    def by_invitation(self, set_sign_up: Callable[[str], None]) -> None:
        set_sign_up("invitation")

    @pytest.fixture
    def link(self, administrator: Client) -> str:
        answer = administrator.post("/staff/search/invitation/add/", {"email": NEW.upper()})
        assert answer.status_code == 302
        return link_to(NEW)

    def test_the_link_makes_an_account_for_the_address_without_another_mail(self, link: str) -> None:
        client = Client()
        assert NEW in client.get(link, follow=True).content.decode()
        sign_up(client)
        assert is_signed_in(client)
        assert EmailAddress.objects.get(email=NEW).verified
        assert len(mails_to(NEW)) == 1
        assert Invitation.objects.get().accepted_at is not None

    def test_the_link_is_good_for_no_other_address(self, link: str) -> None:
        client = Client()
        client.get(link)
        status, page = sign_up(client, "other@example.org")
        assert status == 200
        assert f"Your invitation is for {NEW}" in page
        assert not User.objects.filter(email="other@example.org").exists()

    def test_the_link_is_good_once(self, link: str) -> None:
        first, second = Client(), Client()
        for client in (first, second):
            client.get(link)
        sign_up(first)
        assert second.get(link).status_code == 404
        sign_up(second, "other@example.org")
        assert not is_signed_in(second)

    def test_the_link_ends_after_a_fortnight(self, link: str) -> None:
        opened = Client()
        opened.get(link)
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert Client().get(link).status_code == 404
        sign_up(opened)
        assert not User.objects.filter(email=NEW).exists()

    def test_another_link_voids_the_first(self, link: str, administrator: Client) -> None:
        chosen = {"action": "send_again", "_selected_action": [Invitation.objects.get().pk]}
        administrator.post("/staff/search/invitation/", chosen)
        assert Client().get(link).status_code == 404
        assert Client().get(link_to(NEW)).status_code == 302
        assert Invitation.objects.count() == 1

    def test_an_administrator_takes_an_invitation_back(self, link: str, administrator: Client) -> None:
        pk = Invitation.objects.get().pk
        administrator.post(f"/staff/search/invitation/{pk}/delete/", {"post": "yes"})
        assert Client().get(link).status_code == 404

    def test_the_database_holds_no_link(self, link: str) -> None:
        secret = link.rsplit("/", 1)[1]
        assert secret not in str(list(Invitation.objects.values()))

    def test_an_address_with_an_account_is_not_invited(self, administrator: Client, reader: User) -> None:
        answer = administrator.post("/staff/search/invitation/add/", {"email": reader.email})
        assert "has an account already" in answer.content.decode()
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize("secret", ["x", "%00", "a" * 3000, "..%2F", "<b>"])
    def test_a_wrong_link_is_told_so(self, db: None, secret: str) -> None:
        assert Client().get(f"/account/invitation/{secret}").status_code == 404

    def test_who_is_signed_in_is_told_to_sign_out_first(self, link: str, reader: User) -> None:
        client = client_of(reader)
        assert client.get(link).status_code == 409
        assert Invitation.objects.get().accepted_at is None

    @pytest.mark.parametrize("staff", [True, False])
    def test_nobody_else_invites(self, db: None, staff: bool) -> None:
        client = client_of(UserFactory.create(is_staff=staff))
        for address in ("", "add/"):
            assert client.get(f"/staff/search/invitation/{address}", follow=True).status_code == 403
        client.post("/staff/search/invitation/add/", {"email": NEW})
        assert not Invitation.objects.exists()
