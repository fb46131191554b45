"""Staff in a browser: signing in with a second factor, releasing, taking out, reading the trail; passkeys."""

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page, expect

from search.models import Letter
from search.models.letters import Visibility
from tests.factories import LetterFactory
from tests.people_factories import PASSWORD
from tests.portal_people import TOTP_SECRET, make_person
from tests.whole_way.walking import Hands, hands_in, make_searchable

REASON = "It names the claimant on page 2."
pytestmark = pytest.mark.usefixtures("index", "broker", "transactional_db")


def code_now() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(TOTP_SECRET, counter)))


def sign_in(hands: Hands, portal: str, address: str) -> None:
    """Go to the staff's pages; they ask for the password and for the authenticator's code."""
    page = hands.page
    page.goto(f"{portal}/staff/")
    hands.fill(page.get_by_label("E-mail address"), address)
    hands.fill(page.get_by_label("Password", exact=True), PASSWORD)
    hands.press(page.get_by_role("button", name="Sign in", exact=True))
    hands.fill(page.get_by_label("code", exact=False).first, code_now())
    hands.press(page.get_by_role("button", name="Sign in", exact=True))
    expect(page).to_have_url(f"{portal}/staff/")


def act_on(hands: Hands, portal: str, letter: Letter, action: str) -> None:
    page = hands.page
    page.goto(f"{portal}/staff/search/letter/?q={letter.reference}")
    hands.tick(page.get_by_role("row").filter(has_text=letter.reference).get_by_role("checkbox"))
    hands.reach(page.get_by_label("Action:"))
    page.get_by_label("Action:").select_option(label=action)
    hands.press(page.get_by_role("button", name="Go"))


def status_for_a_stranger(browser: Browser, portal: str, letter: Letter) -> tuple[int, str]:
    context = browser.new_context()
    page = context.new_page()
    response = page.goto(f"{portal}/letters/{letter.reference}")
    assert response is not None
    seen = response.status, page.locator("main").inner_text()
    context.close()
    return seen


@pytest.mark.parametrize("by_keyboard", [False, True], ids=["by mouse", "by keyboard"])
def test_curator_releases_a_letter_and_takes_one_out_and_the_trail_tells(
    browser: Browser, portal: str, by_keyboard: bool
) -> None:
    quarantined = LetterFactory.create(visibility=Visibility.QUARANTINED)
    public = LetterFactory.create()
    make_searchable()
    curator, administrator = make_person("curator"), make_person("administrator")
    assert status_for_a_stranger(browser, portal, quarantined)[0] == 404
    with hands_in(browser, by_keyboard=by_keyboard) as hands:
        sign_in(hands, portal, curator.email)
        act_on(hands, portal, quarantined, "Release: show to everybody")
        expect(hands.page.locator(".messagelist")).to_be_visible()
        assert status_for_a_stranger(browser, portal, quarantined)[0] == 200
        act_on(hands, portal, public, "Take out of the portal…")
        hands.fill(hands.page.get_by_label("Why", exact=False), REASON)
        hands.press(hands.page.get_by_role("button", name="Take out"))
        expect(hands.page.locator(".messagelist")).to_be_visible()
    status, words = status_for_a_stranger(browser, portal, public)
    assert status == 410
    assert REASON not in words
    with hands_in(browser, by_keyboard=by_keyboard) as hands:
        sign_in(hands, portal, administrator.email)
        hands.page.goto(f"{portal}/staff/auditlog/logentry/?q={public.reference}")
        entry = hands.page.get_by_role("row").filter(has_text="Letter taken out of the portal")
        expect(entry).to_contain_text(curator.email)


@pytest.fixture
def page_with_authenticator(browser: Browser) -> Iterator[Page]:
    """A page of a device that has an authenticator of its own, which knows its owner."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()


def test_passkey_signs_in_alone(portal: str, page_with_authenticator: Page) -> None:
    reader = make_person("reader")
    hands = Hands(page_with_authenticator)
    page = hands.page
    page.goto(f"{portal}/account/login/?next=/account/2fa/webauthn/")
    hands.fill(page.get_by_label("E-mail address"), reader.email)
    hands.fill(page.get_by_label("Password", exact=True), PASSWORD)
    hands.press(page.get_by_role("button", name="Sign in", exact=True))
    hands.press(page.get_by_role("link", name="Add a key"))
    hands.fill(page.get_by_label("Name"), "My laptop")
    page.get_by_role("checkbox").first.check()
    hands.press(page.get_by_role("button", name="Add the key"))
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Add a passkey or security key")
    page.goto(f"{portal}/account/logout/")
    hands.press(page.get_by_role("main").get_by_role("button", name="Sign out"))
    page.goto(f"{portal}/account/login/?next=/account/")
    hands.press(page.get_by_role("button", name="Sign in with a passkey"))
    expect(page).to_have_url(f"{portal}/account/")
    expect(page.get_by_text(reader.email).first).to_be_visible()
    assert hands.faults == []


def test_staff_without_a_second_factor_are_led_to_set_one_up(browser: Browser, portal: str) -> None:
    newcomer = make_person("newcomer")
    with hands_in(browser) as hands:
        page = hands.page
        page.goto(f"{portal}/staff/search/letter/")
        hands.fill(page.get_by_label("E-mail address"), newcomer.email)
        hands.fill(page.get_by_label("Password", exact=True), PASSWORD)
        hands.press(page.get_by_role("button", name="Sign in", exact=True))
        expect(page.get_by_text("Staff accounts need a second factor")).to_be_visible()
        hands.press(page.get_by_role("link", name="Set up an app"))
        secret = page.get_by_label("Secret for the app").input_value()
        counter = int(time.time()) // 30
        code = format_hotp_value(hotp_value(secret, counter))
        hands.fill(page.get_by_label("Authenticator code"), code)
        hands.press(page.get_by_role("button", name="Use this app"))
        page.goto(f"{portal}/staff/search/letter/")
        expect(page).to_have_url(f"{portal}/staff/search/letter/")
