"""Opening a saved search: what came since the last look."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.news.positions import give_positions, newest_position
from search.news.telling import tell
from search.saved import opening
from tests.conftest import no_engine
from tests.pages.html import get, words_of
from tests.people_factories import SavedQueryFactory
from tests.saved.conftest import Publish

LOOKED = datetime(2026, 11, 12, 20, tzinfo=UTC)


def marks(html: str) -> list[tuple[str, str]]:
    """Which letters are marked, and with which words."""
    found = re.findall(r'href="/letters/([^?"#]*)[^"]*"|class="news-mark [^"]*">.*?</svg>([^<]*)<', html)
    letters, marked = "", []
    for letter, words in found:
        letters = letter or letters
        if words:
            marked.append((letters, words))
    return marked


def test_opening_leads_to_the_result_and_remembers_the_look(
    publish: Publish, client: Client, owner: User
) -> None:
    publish({})
    saved = SavedQueryFactory.create(owner=owner, parameters="q=lumbar", looked_at=LOOKED)
    response = client.get(f"/saved/{saved.pk}/open")
    assert response["Location"] == f"/?q=lumbar&saved={saved.pk}&since=0&looked=2026-11-12"
    saved.refresh_from_db()
    assert saved.looked_position == newest_position() > 0
    assert saved.looked_at is not None
    assert saved.looked_at > LOOKED


def test_a_browser_that_fetches_ahead_has_not_looked(publish: Publish, client: Client, owner: User) -> None:
    publish({})
    saved = SavedQueryFactory.create(owner=owner, parameters="q=lumbar")
    client.get(f"/saved/{saved.pk}/open", headers={"Sec-Purpose": "prefetch;prerender"})
    saved.refresh_from_db()
    assert saved.looked_position == 0


def test_the_result_says_what_is_new_and_marks_it(publish: Publish, client: Client, owner: User) -> None:
    publish({"treatment": "Lumbar fusion"})
    revised = publish({"treatment": "Lumbar fusion", "outcome": "upheld"})
    seen = newest_position()
    fresh = publish({"treatment": "Lumbar fusion"})
    publish({"treatment": "Knee brace"})
    revised.determinations.update(outcome="overturned")
    tell(revised, revised.determinations.all())
    give_positions()
    saved = SavedQueryFactory.create(
        owner=owner, parameters="q=fusion", looked_position=seen, looked_at=LOOKED
    )
    html = get(client, client.get(f"/saved/{saved.pk}/open")["Location"])
    assert "Your saved search Lumbar fusion : 2 new since 12 Nov 2026" in words_of(html)
    assert sorted(marks(html)) == [(revised.reference, "Outcome changed"), (fresh.reference, "New")]
    again = get(client, client.get(f"/saved/{saved.pk}/open")["Location"])
    assert "nothing new since your last look today" in words_of(again)
    assert marks(again) == []


def test_where_letters_are_listed_their_other_items_are_marked(
    publish: Publish, client: Client, owner: User
) -> None:
    letter = publish({"treatment": "Lumbar fusion"}, {"treatment": "Lumbar fusion hardware"})
    saved = SavedQueryFactory.create(owner=owner, parameters="q=fusion&show=letters")
    html = get(client, client.get(f"/saved/{saved.pk}/open")["Location"])
    assert marks(html) == [(letter.reference, "New")] * 2


def test_saved_and_since_survive_pages_order_and_filters_and_are_no_part_of_exports(
    publish: Publish, client: Client, owner: User
) -> None:
    for _ in range(12):
        publish({"treatment": "Lumbar fusion"})
    saved = SavedQueryFactory.create(owner=owner, parameters="q=fusion", looked_at=LOOKED)
    html = get(client, client.get(f"/saved/{saved.pk}/open")["Location"])
    links = [unescape(link) for link in re.findall(r'href="(\?[^"]*)"', html)]
    told = f"saved={saved.pk}&since=0&looked=2026-11-12"
    for part in ("page=2", "sort=newest", "outcome=upheld", "show=letters"):
        assert any(part in link and told in link for link in links), part
    assert f'name="saved" value="{saved.pk}"' in html
    exports = re.findall(r'href="(/export[^"]*)"', html)
    assert exports
    for export in exports:
        assert client.get(unescape(export)).status_code == 200
    second = get(client, f"/?q=fusion&page=2&{told}")
    assert "Your saved search" in words_of(second)
    assert len(marks(second)) == 2


def test_another_order_is_a_change_that_can_be_kept_undone_or_left(
    publish: Publish, client: Client, owner: User
) -> None:
    publish({"treatment": "Lumbar fusion"})
    saved = SavedQueryFactory.create(owner=owner, parameters="q=fusion")
    html = get(client, "/", q="fusion", sort="oldest", saved=str(saved.pk), since="0")
    assert "Changed from your saved search" in words_of(html)
    assert f'href="/?q=fusion&amp;saved={saved.pk}&amp;since=0"' in html
    assert 'href="?q=fusion&amp;sort=oldest"' in html
    assert 'href="/saved/save?q=fusion&amp;sort=oldest"' in html


def test_for_others_saved_is_as_if_it_were_not_there(publish: Publish, client: Client, staff: Client) -> None:
    publish({"treatment": "Lumbar fusion"})
    saved = SavedQueryFactory.create(parameters="q=fusion", name="Secret name")
    for visitor in (client, staff, Client()):
        html = get(visitor, "/", q="fusion", saved=str(saved.pk), since="0")
        assert "Secret name" not in html
        assert marks(html) == []
        assert "saved=" not in html.split("<main")[1].split("/saved/save")[0]


@pytest.mark.parametrize("forged", ["-1", "0", "1e3", "x", "9" * 18, "9" * 5000, "\u0663", "1\x00"])
def test_forged_numbers_are_ignored(publish: Publish, client: Client, owner: User, forged: str) -> None:
    publish({"treatment": "Lumbar fusion"})
    assert "Your saved search" not in get(client, "/", q="fusion", saved=forged, since="0")
    saved = SavedQueryFactory.create(owner=owner, parameters="q=fusion")
    html = get(client, "/", q="fusion", saved=str(saved.pk), since=forged, looked=forged)
    assert "Your saved search" in html


def test_the_new_ones_alone_come_newest_first_with_their_passages(
    publish: Publish, client: Client, owner: User
) -> None:
    publish({"treatment": "Lumbar fusion"})
    seen = newest_position()
    fresh = [publish({"treatment": "Lumbar fusion"}) for _ in range(3)]
    saved = SavedQueryFactory.create(owner=owner, parameters="q=fusion", looked_position=newest_position())
    html = get(client, f"/saved/{saved.pk}/new", since=str(seen), looked="2026-11-12")
    assert "3 new or changed since 12 Nov 2026" in words_of(html)
    assert marks(html) == [(letter.reference, "New") for letter in reversed(fresh)]
    assert "Lumbar <mark>fusion</mark>" in html
    assert "Nothing is new" in get(client, f"/saved/{saved.pk}/new")


def test_many_new_ones_have_pages(
    publish: Publish, client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "ON_A_PAGE", 2)
    letters = [publish({"treatment": "Lumbar fusion"}) for _ in range(3)]
    saved = SavedQueryFactory.create(owner=owner, parameters="q=fusion")
    html = get(client, f"/saved/{saved.pk}/new", since="0")
    assert 'href="?since=0&amp;page=2"' in html
    second = get(client, f"/saved/{saved.pk}/new", since="0", page="2")
    assert marks(second) == [(letters[0].reference, "New")]
    assert 'start="3"' in second


def test_without_the_engine_the_new_ones_say_so(publish: Publish, client: Client, owner: User) -> None:
    publish({"treatment": "Lumbar fusion"})
    saved = SavedQueryFactory.create(owner=owner, parameters="q=fusion")
    with no_engine():
        response = client.get(f"/saved/{saved.pk}/new?since=0")
    assert response.status_code == 503
    assert response["Retry-After"]


def test_a_search_that_cannot_be_asked_says_so_wherever_it_is_opened(
    index: str, client: Client, owner: User
) -> None:
    saved = SavedQueryFactory.create(owner=owner, parameters="outcome=settled")
    assert "cannot be asked any more" in get(client, f"/saved/{saved.pk}/new")
    get(client, client.get(f"/saved/{saved.pk}/open")["Location"], 400)
