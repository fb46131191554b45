"""Passkeys in a real browser, whose own virtual key answers."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.people_factories import PASSWORD, UserFactory

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser with a key built in; errors of scripts and of the content policy fail the test."""
    context = browser.new_context()
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    devtools = context.new_cdp_session(opened)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield opened
    context.close()
    # The search page is 503 here, for the test starts no engine.
    assert [fault for fault in faults if "503" not in fault] == []


def fill_in(page: Page, address: str) -> None:
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_key(page: Page, server: LiveServer, alone: bool) -> None:
    page.goto(f"{server.url}/account/2fa/webauthn/add/")
    page.get_by_label("A name to tell it from your others").fill("My laptop")
    page.get_by_label("Sign in with it alone").set_checked(alone)
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def sign_out(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.url}/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{server.url}/")


@pytest.mark.usefixtures("transactional_db")
def test_a_passkey_signs_in_without_a_password(page: Page, live_server: LiveServer) -> None:
    reader = UserFactory.create()
    page.goto(f"{live_server.url}/account/login/?next=/account/")
    fill_in(page, reader.email)
    add_key(page, live_server, alone=True)
    sign_out(page, live_server)
    page.goto(f"{live_server.url}/account/login/?next=/account/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sessions")
    assert Authenticator.objects.get(type="webauthn").last_used_at is not None


@pytest.mark.usefixtures("transactional_db")
def test_a_key_is_a_second_step_after_the_password(page: Page, live_server: LiveServer) -> None:
    reader = UserFactory.create()
    page.goto(f"{live_server.url}/account/login/?next=/account/")
    fill_in(page, reader.email)
    add_key(page, live_server, alone=False)
    sign_out(page, live_server)
    page.goto(f"{live_server.url}/account/login/?next=/account/")
    fill_in(page, reader.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step of signing in")
    page.get_by_role("button", name="Use the key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


@pytest.mark.usefixtures("transactional_db")
def test_a_browser_without_a_passkey_for_the_portal_says_so(page: Page, live_server: LiveServer) -> None:
    UserFactory.create()
    page.goto(f"{live_server.url}/account/login/")
    expect(page.get_by_text("The passkey was not used")).to_be_hidden()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not used")).to_be_visible()
