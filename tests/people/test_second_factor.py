"""A second factor: needed by staff, offered to everybody, and what it does to sessions."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from search.people.middleware import SIGNED_IN_AT
from tests.people.conftest import LOGIN, mails_to
from tests.people_factories import PASSWORD, UserFactory, let_sign_in_be_long_ago

ACTIVATE = "/account/2fa/totp/activate/"
SECOND = "/account/2fa/authenticate/"
ADD_KEY = "/account/2fa/webauthn/add/"
PASSKEY = "/account/2fa/webauthn/login/"
ODD_ANSWERS = [
    "",
    "{}",
    "[]",
    "null",
    '{"id": 1}',
    '{"rawId": "x", "response": []}',
    '{"rawId": "x", "id": "x", "type": "public-key", "response": {"userHandle": "MQ",'
    ' "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}}',
    '{"response": {"userHandle": "' + "9" * 400 + '"}}',
    "not json",
    "[" * 9_000,
    "x" * 60_000,
    "9" * 5_000,
]


@pytest.fixture
def staff_needs_it(settings: Settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, staff_mfa=True)


@pytest.fixture
def chief(db: None) -> User:
    return UserFactory.create(is_staff=True, is_superuser=True)


def code_of(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def confirm_password(client: Client) -> None:
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302


def set_up_app(client: Client) -> str:
    """Go through the page; the secret that the app would keep."""
    confirm_password(client)
    secret: str = client.get(ACTIVATE).context["form"].secret
    assert client.post(ACTIVATE, {"code": code_of(secret)}).status_code == 302
    return secret


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.usefixtures("staff_needs_it")
class TestStaffWithout:
    @pytest.mark.parametrize("path", ["/staff/", "/staff/search/letter/", "/", "/saved/", "/account/tokens"])
    def test_are_led_to_set_one_up(self, chief: User, sign_in: Callable[..., Client], path: str) -> None:
        answer = sign_in(chief).get(path, follow=True)
        assert answer.redirect_chain[-1] == ("/account/2fa/", 302)
        assert "Staff accounts need a second factor" in answer.content.decode()

    @pytest.mark.parametrize("path", ["/account/", "/account/email/", "/account/2fa/", "/account/sessions/"])
    def test_reach_the_pages_of_their_account(
        self, chief: User, sign_in: Callable[..., Client], path: str
    ) -> None:
        assert sign_in(chief).get(path).status_code == 200

    def test_change_nothing(self, chief: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(chief)
        client.post("/staff/auth/group/add/", {"name": "Friends"})
        assert client.post("/saved/new", {}).status_code in {302, 404, 405}
        assert not chief.groups.model.objects.filter(name="Friends").exists()

    def test_are_told_so_as_programs(self, chief: User, sign_in: Callable[..., Client]) -> None:
        answer = sign_in(chief).get("/api/v1/determinations")
        assert answer.status_code == 403
        assert answer["Content-Type"] == "application/problem+json"
        assert "second factor" in answer.json()["detail"]

    def test_sign_out(self, chief: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(chief)
        client.post("/account/logout/")
        assert not is_signed_in(client)

    def test_go_on_where_they_were_going_once_they_have_one(
        self, chief: User, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(chief)
        client.get("/staff/auth/user/?q=x")
        set_up_app(client)
        page = client.get("/account/2fa/recovery-codes/").content.decode()
        assert 'href="/staff/auth/user/?q=x"' in page
        assert client.get("/staff/auth/user/").status_code == 200
        assert "page that you wanted" not in client.get("/account/2fa/").content.decode()

    def test_are_asked_again_when_they_take_their_only_one_away(
        self, chief: User, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(chief)
        set_up_app(client)
        client.post("/account/2fa/totp/deactivate/")
        assert not Authenticator.objects.filter(user=chief).exists()
        assert client.get("/staff/")["Location"] == "/account/2fa/"


@pytest.mark.usefixtures("staff_needs_it")
def test_readers_need_none(reader: User, sign_in: Callable[..., Client]) -> None:
    assert sign_in(reader).get("/help").status_code == 200
    assert sign_in(reader).get("/saved/").status_code == 200


def test_one_setting_lets_staff_go_without(chief: User, sign_in: Callable[..., Client]) -> None:
    assert sign_in(chief).get("/staff/").status_code == 200


class TestSigningIn:
    def test_asks_for_the_code_after_the_password(self, reader: User) -> None:
        secret = generate_totp_secret()
        TOTP.activate(reader, secret)
        client = Client()
        answer = client.post(LOGIN, {"login": reader.email, "password": PASSWORD})
        assert answer["Location"] == SECOND
        assert not is_signed_in(client)
        assert "is not right" in client.post(SECOND, {"code": "000"}).content.decode()
        assert not is_signed_in(client)
        client.post(SECOND, {"code": code_of(secret)})
        assert is_signed_in(client)

    def test_takes_a_code_once(self, reader: User) -> None:
        secret = generate_totp_secret()
        TOTP.activate(reader, secret)
        code = code_of(secret)
        first, second = Client(), Client()
        for client in (first, second):
            client.post(LOGIN, {"login": reader.email, "password": PASSWORD})
            client.post(SECOND, {"code": code})
        assert is_signed_in(first)
        assert not is_signed_in(second)

    def test_takes_a_recovery_code_once(self, reader: User) -> None:
        TOTP.activate(reader, generate_totp_secret())
        code = RecoveryCodes.activate(reader).get_unused_codes()[0]
        for is_first in (True, False):
            client = Client()
            client.post(LOGIN, {"login": reader.email, "password": PASSWORD})
            client.post(SECOND, {"code": code})
            assert is_signed_in(client) == is_first

    def test_counts_guesses_at_the_code_by_account(self, reader: User) -> None:
        secret = generate_totp_secret()
        TOTP.activate(reader, secret)
        for number in range(6):
            client = Client(REMOTE_ADDR=f"198.51.100.{number}")
            client.post(LOGIN, {"login": reader.email, "password": PASSWORD})
            page = client.post(SECOND, {"code": "000000"}).content.decode()
        assert "too many attempts" in page
        client.post(SECOND, {"code": code_of(secret)})
        assert not is_signed_in(client)

    @pytest.mark.parametrize("code", ["", "\0", "١٢٣٤٥٦", "9" * 10_000, "<b>", "-1", "1.5"])
    def test_refuses_odd_codes(self, reader: User, code: str) -> None:
        TOTP.activate(reader, generate_totp_secret())
        client = Client()
        client.post(LOGIN, {"login": reader.email, "password": PASSWORD})
        assert client.post(SECOND, {"code": code}).status_code == 200
        assert not is_signed_in(client)

    @pytest.mark.parametrize("credential", ODD_ANSWERS)
    def test_refuses_odd_passkeys(self, reader: User, credential: str) -> None:
        TOTP.activate(reader, generate_totp_secret())
        client, stranger = Client(), Client()
        client.post(LOGIN, {"login": reader.email, "password": PASSWORD})
        assert client.post(SECOND, {"credential": credential}).status_code == 200
        stranger.get(PASSKEY, HTTP_ACCEPT="application/json")
        assert stranger.post(PASSKEY, {"credential": credential}).status_code == 302
        assert not is_signed_in(client)
        assert not is_signed_in(stranger)


class TestSettingUp:
    def test_asks_for_the_password_first(self, reader: User, sign_in: Callable[..., Client]) -> None:
        answer = let_sign_in_be_long_ago(sign_in(reader)).get(ACTIVATE)
        assert answer["Location"].startswith("/account/reauthenticate/")

    @pytest.mark.django_db(transaction=True)
    def test_ends_the_sessions_that_a_password_alone_has_opened(
        self, reader: User, sign_in: Callable[..., Client]
    ) -> None:
        elsewhere, here = sign_in(reader), sign_in(reader)
        set_up_app(here)
        assert is_signed_in(here)
        assert not is_signed_in(elsewhere)

    @pytest.mark.django_db(transaction=True)
    def test_is_told_by_mail(self, reader: User, sign_in: Callable[..., Client]) -> None:
        set_up_app(sign_in(reader))
        assert "An authenticator app was set up" in "".join(mails_to(reader.email))

    def test_gives_recovery_codes(self, reader: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(reader)
        set_up_app(client)
        assert client.get("/account/2fa/recovery-codes/").content.decode().count("\n") > 10
        assert len(client.get("/account/2fa/recovery-codes/download/").content.split()) == 10

    @pytest.mark.parametrize("credential", ODD_ANSWERS)
    def test_refuses_odd_keys(self, reader: User, sign_in: Callable[..., Client], credential: str) -> None:
        client = sign_in(reader)
        confirm_password(client)
        client.get(ADD_KEY)
        assert client.post(ADD_KEY, {"name": "\0" + "x" * 200, "credential": credential}).status_code == 200
        assert client.post(ADD_KEY, {"name": "mine", "credential": credential}).status_code == 200
        assert not Authenticator.objects.exists()

    def test_leaves_the_address_changeable(self, reader: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(reader)
        set_up_app(client)
        answer = client.post("/account/email/", {"email": "moved@example.org", "action_add": ""})
        assert answer["Location"].startswith("/account/confirm-email/")


class TestStaffSessions:
    def test_end_after_half_a_day(self, chief: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(chief, remember="on")
        _begin_earlier(client, 12 * 60 * 60 - 60)
        assert client.get("/staff/").status_code == 200
        _begin_earlier(client, 120)
        answer = client.get("/staff/search/letter/?q=x", follow=True)
        assert answer.redirect_chain[-1] == ("/account/login/?next=/staff/search/letter/%3Fq%3Dx", 302)
        assert "twelve hours" in answer.content.decode()
        assert not is_signed_in(client)

    def test_of_readers_go_on(self, reader: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(reader, remember="on")
        _begin_earlier(client, 3 * 24 * 60 * 60)
        assert is_signed_in(client)


def _begin_earlier(client: Client, seconds: int) -> None:
    session = client.session
    session[SIGNED_IN_AT] -= seconds
    session.save()


@pytest.mark.parametrize("what", ["edit", "remove"])
@pytest.mark.parametrize("staff", [False, True])
def test_nobody_renames_or_removes_anothers_key(
    reader: User, sign_in: Callable[..., Client], what: str, staff: bool
) -> None:
    key = Authenticator.objects.create(user=reader, type="webauthn", data={"name": "Mine"})
    colleague = sign_in(UserFactory.create(is_staff=staff, is_superuser=staff))
    confirm_password(colleague)
    path = f"/account/2fa/webauthn/keys/{key.pk}/{what}/"
    assert colleague.get(path).status_code == 404
    assert colleague.post(path, {"name": "Theirs"}).status_code == 404
    key.refresh_from_db()
    assert key.data == {"name": "Mine"}
