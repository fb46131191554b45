"""A saved search's private Atom feed."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from redis import Redis

from search.alerts.addresses import FEED, make_feed, revoke_feed
from search.models import Letter, News, SavedQuery
from search.models.letters import Outcome, Visibility
from search.news.positions import give_positions
from search.news.telling import tell
from search.web.secret_addresses import secret
from tests.factories import LetterFactory
from tests.people_factories import SavedQueryFactory, UserFactory, client_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"

Publish = Callable[..., Letter]


@pytest.fixture
def publish(make_searchable: Callable[[], None]) -> Publish:
    """Call it with determinations for a letter that everybody finds, with its news told."""

    def published(*determinations: dict[str, str]) -> Letter:
        letter: Letter = LetterFactory.create(determinations=list(determinations))
        tell(letter, letter.determinations.all())
        make_searchable()
        give_positions()
        return letter

    return published


@pytest.fixture
def saved() -> SavedQuery:
    """A saved search with a feed."""
    made: SavedQuery = SavedQueryFactory.create()
    make_feed(made)
    return made


def path_of(saved: SavedQuery) -> str:
    return reverse("feed", args=[secret(FEED, saved.pk, saved.feed_nonce)])


def read(body: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(body)  # noqa: S314  the portal wrote it


def entries(body: bytes) -> list[ElementTree.Element]:
    return read(body).findall(f"{ATOM}entry")


def texts(body: bytes, name: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{name}") or "" for entry in entries(body)]


def test_a_feed_has_the_decisions_that_the_search_finds_newest_first(
    stranger: Client, saved: SavedQuery, publish: Publish
) -> None:
    first = publish({"treatment": "Lumbar fusion L4-5", "outcome": "overturned"})
    second = publish({"treatment": "Wheelchair"}, {"treatment": "Lumbar fusion L5-S1"})
    response = stranger.get(path_of(saved))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert texts(response.content, "title") == [
        "Lumbar fusion L5-S1: Denial upheld",
        "Lumbar fusion L4-5: Denial overturned: treatment approved",
    ]
    links = [link.get("href") for entry in entries(response.content) for link in entry.findall(f"{ATOM}link")]
    site = "http://127.0.0.1:8000/letters"
    assert links == [
        f"{site}/{second.reference}?q=lumbar%20fusion#2",
        f"{site}/{first.reference}?q=lumbar%20fusion#1",
    ]
    assert "no documentation of radiculopathy" in texts(response.content, "content")[0]


def test_a_feed_is_what_the_standard_asks_for(stranger: Client, saved: SavedQuery, publish: Publish) -> None:
    publish({"treatment": "Lumbar fusion"}, {"treatment": "Lumbar fusion of L5"})
    feed = read(stranger.get(path_of(saved)).content)
    # RFC 4287, 4.1.1 and 4.1.2: what must be there, once.
    for name in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1, name
    (own,) = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == f"http://127.0.0.1:8000{path_of(saved)}"
    ids = {feed.findtext(f"{ATOM}id")}
    for entry in feed.findall(f"{ATOM}entry"):
        for name in ("id", "title", "updated", "content"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1, name
        assert [content.get("type") for content in entry.findall(f"{ATOM}content")] == ["html"]
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "").tzinfo is not None
        ids.add(entry.findtext(f"{ATOM}id"))
    assert len(ids) == 3
    assert all(re.fullmatch(r"tag:127\.0\.0\.1,2026:[a-z0-9/]+", str(one)) for one in ids)


def test_an_entrys_id_stays_and_a_changed_outcome_is_another_entry(
    stranger: Client, saved: SavedQuery, publish: Publish, make_searchable: Callable[[], None]
) -> None:
    letter = publish({"treatment": "Lumbar fusion", "outcome": "upheld"})
    (before,) = texts(stranger.get(path_of(saved)).content, "id")
    assert texts(stranger.get(path_of(saved)).content, "id") == [before]
    row = letter.determinations.get()
    row.outcome = Outcome.OVERTURNED
    row.save()
    letter.revision += 1
    letter.save()
    tell(letter, [row])
    make_searchable()
    give_positions()
    body = stranger.get(path_of(saved)).content
    (after,) = texts(body, "id")
    assert after != before
    changed = "Lumbar fusion: Outcome changed: was upheld, now overturned: treatment approved"
    assert texts(body, "title") == [changed]


@pytest.mark.parametrize("visibility", [Visibility.REMOVED, Visibility.QUARANTINED], ids=str)
def test_what_is_not_public_any_more_is_left_out_even_while_the_index_has_it(
    stranger: Client, saved: SavedQuery, publish: Publish, visibility: Visibility
) -> None:
    letter = publish({"treatment": "Lumbar fusion"})
    Letter.objects.filter(pk=letter.pk).update(visibility=visibility)
    response = stranger.get(path_of(saved))
    assert response.status_code == 200
    assert entries(response.content) == []


def test_hostile_words_are_text(stranger: Client, saved: SavedQuery, publish: Publish) -> None:
    hostile = "Lumbar fusion <script>alert(1)</script> & \x0b\ufffe]]> \u202egnirts"
    publish({"treatment": hostile, "rationale": f"Lumbar fusion: {hostile}"})
    saved.name = "<b>\x0b&"
    saved.save()
    body = stranger.get(path_of(saved)).content
    (title,) = texts(body, "title")
    assert title == "Lumbar fusion <script>alert(1)</script> & ]]> gnirts: Denial upheld"
    (content,) = texts(body, "content")
    assert "<script" not in content
    assert "&lt;script&gt;" in content


def test_fifty_entries_are_enough(stranger: Client, saved: SavedQuery, publish: Publish) -> None:
    publish(*[{"treatment": f"Lumbar fusion {number}"} for number in range(60)])
    assert len(entries(stranger.get(path_of(saved)).content)) == 50


def test_an_empty_feed_is_a_feed_and_the_same_each_time(
    stranger: Client, saved: SavedQuery, index: str
) -> None:
    first, second = stranger.get(path_of(saved)), stranger.get(path_of(saved))
    assert first.status_code == 200
    assert first.content == second.content
    assert entries(first.content) == []


def test_a_reader_that_has_it_already_gets_304(stranger: Client, saved: SavedQuery, publish: Publish) -> None:
    publish({"treatment": "Lumbar fusion"})
    first = stranger.get(path_of(saved))
    by_tag = stranger.get(path_of(saved), headers={"If-None-Match": first["ETag"]})
    by_date = stranger.get(path_of(saved), headers={"If-Modified-Since": first["Last-Modified"]})
    assert (by_tag.status_code, by_tag.content, by_date.status_code) == (304, b"", 304)
    publish({"treatment": "Lumbar fusion"})
    assert stranger.get(path_of(saved), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_no_cookie_and_no_shared_cache(stranger: Client, saved: SavedQuery, index: str) -> None:
    for response in (stranger.get(path_of(saved)), client_of(UserFactory.create()).get(path_of(saved))):
        assert not response.cookies
        assert "private" in response["Cache-Control"]


@pytest.mark.usefixtures("engine_away")
def test_while_the_engine_is_away_a_feed_says_when_to_come_again(
    stranger: Client, saved: SavedQuery, settings: Settings
) -> None:
    News.objects.create(
        letter=LetterFactory.create(),
        reference="x",
        number=1,
        kind="new",
        outcome="upheld",
        revision=1,
        position=1,
    )
    settings.SEARCH_ALIAS = "of-no-index"
    response = stranger.get(path_of(saved))
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0


def test_a_search_that_cannot_be_asked_any_more_says_so_in_its_feed(
    stranger: Client, saved: SavedQuery, index: str
) -> None:
    SavedQuery.objects.filter(pk=saved.pk).update(parameters="q=%22open")
    response = stranger.get(path_of(saved))
    assert texts(response.content, "title") == ["This saved search cannot be asked any more"]


def test_revoked_renewed_and_forged_addresses_are_404(
    stranger: Client, saved: SavedQuery, index: str
) -> None:
    first = path_of(saved)
    make_feed(saved)
    second = path_of(saved)
    assert (stranger.get(first).status_code, stranger.get(second).status_code) == (404, 200)
    assert "not valid" in stranger.get(first).content.decode()
    revoke_feed(saved)
    assert stranger.get(second).status_code == 404
    forged = [
        reverse("feed", args=[secret(FEED, saved.pk, "")]),
        reverse("feed", args=[secret("share", saved.pk, saved.feed_nonce)]),
        reverse("feed", args=[secret(FEED, 10**30, "x")]),
        "/alerts/feed/x.atom",
        f"/alerts/feed/{'x' * 5000}.atom",
        "/alerts/feed/%00.atom",
    ]
    assert {stranger.get(path).status_code for path in forged} == {404}


def test_the_feed_of_an_account_that_is_switched_off_or_may_keep_nothing_is_closed(
    stranger: Client, saved: SavedQuery, index: str
) -> None:
    saved.owner.is_active = False
    saved.owner.save()
    assert stranger.get(path_of(saved)).status_code == 404
    saved.owner.is_active = True
    saved.owner.save()
    assert stranger.get(path_of(saved)).status_code == 200
    saved.owner.groups.clear()
    assert stranger.get(path_of(saved)).status_code == 404


def test_a_feed_is_only_read(stranger: Client, saved: SavedQuery) -> None:
    assert stranger.post(path_of(saved)).status_code == 405


def test_who_asks_too_often_is_told_when_to_come_again(
    stranger: Client, saved: SavedQuery, index: str, broker: Redis, settings: Settings
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, feed_rate="2/minute")
    statuses = [stranger.get(path_of(saved)).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


class TestOwnersFeeds:
    """An owner makes, renews and revokes a feed; nobody else does."""

    def test_an_owner_makes_and_revokes_it(self) -> None:
        saved = SavedQueryFactory.create()
        owner = client_of(saved.owner)
        assert owner.post(reverse("feed-make", args=[saved.pk])).status_code == 302
        saved.refresh_from_db()
        assert saved.feed_nonce
        assert owner.post(reverse("feed-revoke", args=[saved.pk])).status_code == 302
        saved.refresh_from_db()
        assert saved.feed_nonce == ""

    @pytest.mark.parametrize("name", ["feed-make", "feed-revoke"])
    def test_nobody_else_does(self, name: str, staff: Client, stranger: Client, saved: SavedQuery) -> None:
        nonce = saved.feed_nonce
        path = reverse(name, args=[saved.pk])
        assert client_of(UserFactory.create()).post(path).status_code == 404
        assert staff.post(path).status_code == 404
        assert stranger.post(path)["Location"].startswith(reverse("account_login"))
        assert client_of(saved.owner).get(path).status_code == 405
        assert client_of(saved.owner).post(reverse(name, args=[10**30])).status_code == 404
        saved.refresh_from_db()
        assert saved.feed_nonce == nonce

    def test_it_needs_a_token_of_the_page(self, saved: SavedQuery) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(saved.owner, backend="django.contrib.auth.backends.ModelBackend")
        assert strict.post(reverse("feed-revoke", args=[saved.pk])).status_code == 403
