"""The page that leads to everything of an account, and what an account chooses for itself."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from search.models import Preferences, RecentSearch
from tests.people_factories import UserFactory, client_of

PAGE = "/account/"
LED_TO = [
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/sessions/",
    "/account/tokens",
    "/account/own-data",
    "/account/delete",
    "/account/logout/",
]


@pytest.mark.parametrize("path", LED_TO)
def test_page_leads_to_each_part_of_an_account(reader: User, path: str) -> None:
    client = client_of(reader)
    assert f'href="{path}"' in client.get(PAGE).content.decode()
    assert client.get(path).status_code in {200, 302}


@pytest.mark.parametrize("path", [PAGE, *LED_TO])
def test_strangers_are_led_to_sign_in(db: None, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"] in {f"/account/login/?next={path}", "/"}


def test_pages_of_an_account_stay_out_of_caches(reader: User) -> None:
    assert "no-store" in client_of(reader).get(PAGE)["Cache-Control"]


def test_markup_in_an_address_shows_as_text(db: None) -> None:
    page = client_of(UserFactory.create(email='"<b>x</b>"@example.org')).get(PAGE).content.decode()
    assert "<b>x</b>" not in page


class TestRecentSearches:
    def test_switched_off_are_erased_and_those_of_others_stay(self, reader: User) -> None:
        other = UserFactory.create()
        for owner in (reader, other):
            RecentSearch.objects.create(
                owner=owner, parameters="q=x", fingerprint="f", searched_at=timezone.now()
            )
        client = client_of(reader)
        assert client.post("/account/preferences", {}, follow=True).status_code == 200
        assert not Preferences.objects.get(user=reader).keeps_recent_searches
        assert RecentSearch.objects.get().owner == other

    def test_switched_on_again_are_kept(self, reader: User) -> None:
        Preferences.objects.create(user=reader, keeps_recent_searches=False)
        client_of(reader).post("/account/preferences", {"keeps_recent_searches": "on"})
        assert Preferences.objects.get(user=reader).keeps_recent_searches

    def test_are_no_choice_where_the_portal_keeps_none(self, reader: User, settings: Settings) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, recent_searches=False)
        assert "recent searches" not in client_of(reader).get(PAGE).content.decode()

    def test_are_changed_by_post_of_the_owner(self, reader: User) -> None:
        assert client_of(reader).get("/account/preferences").status_code == 405
        assert Client().post("/account/preferences", {}).status_code == 302
        assert not Preferences.objects.exists()
