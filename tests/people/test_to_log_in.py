"""Whose session has ended is led to log-in and back, and to a whole page."""

from dataclasses import replace
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.factories import LetterFactory
from tests.people_factories import UserFactory, client_of

KEEP = {"keep": "CM16-0000001#1"}
SCRIPT = {"HX-Request": "true"}

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["open", "closed"])
def portal(request: pytest.FixtureRequest, settings: Settings) -> None:
    LetterFactory.create(case_number="CM16-0000001")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, open_to_strangers=request.param)


@pytest.mark.usefixtures("portal")
def test_a_form_leads_back_to_the_page_that_it_stood_on() -> None:
    came_from = {"Referer": "http://testserver/?q=lumbar+fusion&page=2"}
    answer = Client().post("/cases/keep", KEEP, headers=came_from)
    assert answer["Location"] == f"/account/login/?next={quote('/?q=lumbar+fusion&page=2')}"


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize(
    "came_from", ["", "https://evil.example/?q=x", "//evil.example/", "http://[", "http://testserver.evil/"]
)
def test_a_form_of_nowhere_leads_to_the_search(came_from: str) -> None:
    answer = Client().post("/saved/1/move", headers={"Referer": came_from})
    assert answer["Location"] == "/account/login/?next=/"


@pytest.mark.usefixtures("portal")
def test_a_script_that_asked_for_a_part_opens_the_page_of_log_in() -> None:
    headers = {**SCRIPT, "Referer": "http://testserver/?q=knee"}
    answer = Client().post("/cases/keep", KEEP, headers=headers)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["HX-Redirect"] == f"/account/login/?next={quote('/?q=knee')}"
    assert "Location" not in answer


def test_a_result_that_is_narrowed_in_a_closed_portal_is_left_for_log_in(settings: Settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, open_to_strangers=False)
    answer = Client().get("/?q=knee&outcome=upheld", headers=SCRIPT)
    assert answer["HX-Redirect"] == f"/account/login/?next={quote('/?q=knee&outcome=upheld')}"


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_after_the_session_has_ended_opens_log_in(
    browser: Browser, live_server: LiveServer
) -> None:
    letter = LetterFactory.create(case_number="CM16-0000001")
    cookie = client_of(UserFactory.create()).cookies["sessionid"].value
    context = browser.new_context()
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{letter.get_absolute_url()}")
    Session.objects.all().delete()
    page.get_by_role("button", name="Keep").first.click()
    expect(page).to_have_url(f"{live_server.url}/account/login/?next={letter.get_absolute_url()}")
    expect(page.get_by_role("main")).to_have_count(1)
    context.close()
