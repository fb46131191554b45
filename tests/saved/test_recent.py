"""Recent searches: the owner's alone, and erasable."""

import logging
import os
import re
import subprocess
import sys
from dataclasses import replace
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from search.models import Preferences, RecentSearch
from search.saved import recent
from tests.pages.html import get, words_of
from tests.people_factories import UserFactory, client_of
from tests.saved.conftest import Publish

_SHOW_TRACER = """
import django, logging
django.setup()
import search.index.engine
tracer = logging.getLogger("opensearchpy.trace")
print(tracer.propagate, tracer.handlers)
"""


def searched(owner: User) -> list[str]:
    rows = RecentSearch.objects.filter(owner=owner).order_by("-searched_at", "-pk")
    return list(rows.values_list("parameters", flat=True))


def test_searches_of_signed_in_readers_are_noted_the_newest_first_and_once(
    index: str, client: Client, owner: User
) -> None:
    for address in (
        "/?q=knee",
        "/?q=fusion&outcome=upheld",
        "/?outcome=upheld&q=fusion&page_size=25",
        "/?q=knee",
    ):
        get(client, address)
    assert searched(owner) == ["q=knee", "q=fusion&outcome=upheld"]


def test_the_start_page_later_pages_facets_mistakes_and_suggestions_are_not_noted(
    publish: Publish, client: Client, owner: User
) -> None:
    for _ in range(12):
        publish({})
    get(client, "/")
    get(client, "/", q="lumbar", page="2")
    get(client, "/facet/specialty", q="lumbar")
    get(client, "/", status=400, q='"lumbar')
    client.get("/suggest?q=lumb")
    assert searched(owner) == []


def test_nothing_is_noted_of_strangers(index: str, stranger: Client) -> None:
    get(stranger, q="knee")
    assert not RecentSearch.objects.exists()


def test_nothing_is_noted_where_owner_or_portal_has_switched_it_off(
    index: str, client: Client, owner: User
) -> None:
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, recent_searches=False)):
        get(client, q="knee")
        assert "switched off" in get(client, "/saved/recent")
    preferences = Preferences.objects.create(user=owner, keeps_recent_searches=False)
    get(client, q="knee")
    assert searched(owner) == []
    preferences.keeps_recent_searches = True
    preferences.save()
    get(client, q="knee")
    assert searched(owner) == ["q=knee"]


def test_the_oldest_go(index: str, client: Client, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "KEPT", 2)
    RecentSearch.objects.create(
        owner=UserFactory.create(), parameters="q=other", searched_at="2020-01-01T00:00Z"
    )
    for question in ("knee", "hip", "neck"):
        get(client, q=question)
    assert searched(owner) == ["q=neck", "q=hip"]
    assert RecentSearch.objects.count() == 3


def test_a_search_is_answered_where_it_cannot_be_noted(
    publish: Publish, client: Client, owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    publish({})
    locked = OperationalError("database is locked")
    with patch.object(RecentSearch.objects, "bulk_create", side_effect=locked):
        assert "1 decision" in words_of(get(client, q="lumbar"))
    assert "could not be kept" in caplog.text
    assert owner.email not in caplog.text


def test_they_are_shown_to_their_owner_alone(index: str, client: Client, owner: User) -> None:
    get(client, q="<b>knee</b>", outcome="upheld")
    assert "&lt;b&gt;knee&lt;/b&gt;" in get(client, "/saved/recent")
    assert 'href="/?q=%3Cb%3Eknee%3C%2Fb%3E&amp;outcome=upheld"' in get(client, "/")
    colleague = client_of(UserFactory.create())
    assert "knee" not in get(colleague, "/saved/recent")
    assert "knee" not in get(colleague, "/")


def test_one_or_all_can_be_erased_by_their_owner(index: str, client: Client, owner: User) -> None:
    for question in ("knee", "hip", "neck"):
        get(client, q=question)
    colleague = client_of(UserFactory.create())
    get(colleague, q="wrist")
    hip = RecentSearch.objects.get(parameters="q=hip")
    assert colleague.post(f"/saved/recent/{hip.pk}/erase").status_code == 404
    colleague.post("/saved/recent/erase")
    assert searched(owner) == ["q=neck", "q=hip", "q=knee"]
    client.post(f"/saved/recent/{hip.pk}/erase")
    assert searched(owner) == ["q=neck", "q=knee"]
    client.post("/saved/recent/erase")
    assert searched(owner) == []


def test_one_whose_parameters_are_no_more_is_shown_as_it_was_typed(client: Client, owner: User) -> None:
    RecentSearch.objects.create(owner=owner, parameters="colour=red", searched_at="2020-01-01T00:00Z")
    assert ">colour=red</a>" in get(client, "/saved/recent")


def test_no_log_says_who_searched_for_what(
    index: str, client: Client, owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    # The engine's library has a log of its own that reaches nobody; pytest listens to it all the same.
    caplog.set_level(logging.CRITICAL, logger="opensearchpy.trace")
    with caplog.at_level(logging.INFO):
        get(client, q="quadriceps")
    assert not re.search(rf"quadriceps|{owner.email}|{owner.username}", caplog.text)


def test_the_log_of_the_engines_library_reaches_nobody() -> None:
    """It holds whole questions."""
    shown = subprocess.run(
        [sys.executable, "-c", _SHOW_TRACER], check=True, capture_output=True, text=True, env=os.environ
    )
    assert shown.stdout.split() == ["False", "[]"]


def test_noting_a_search_costs_the_database_little(owner: User) -> None:
    with CaptureQueriesContext(connection) as first:
        recent.remember(owner, "q=knee")
    with CaptureQueriesContext(connection) as again:
        recent.remember(owner, "q=knee")
    assert len([one for one in first.captured_queries if "SAVEPOINT" not in one["sql"]]) == 4
    assert len(again.captured_queries) == 1
