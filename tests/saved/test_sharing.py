"""Showing a saved search to others with an account."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.models import SavedQuery
from search.web.secret_addresses import new_nonce, secret
from tests.pages.html import get, words_of
from tests.people_factories import SavedQueryFactory, UserFactory, client_of


def share(client: Client, saved: SavedQuery) -> str:
    """Make a link, and give its path."""
    client.post(f"/saved/{saved.pk}/share/make")
    (address,) = re.findall(r'readonly value="([^"]*)"', get(client, f"/saved/{saved.pk}/share"))
    assert address.startswith("http://testserver/saved/shared/")
    return str(urlsplit(address).path)


@pytest.fixture
def saved(owner: User) -> SavedQuery:
    return SavedQueryFactory.create(
        owner=owner, note="For <all> of us", label="Mine alone", parameters="q=fusion&outcome=upheld"
    )


@pytest.fixture
def colleague(db: None) -> Client:
    return client_of(UserFactory.create())


def test_nothing_is_shared_until_its_owner_does(client: Client, saved: SavedQuery, colleague: Client) -> None:
    assert "It is not shared" in get(client, f"/saved/{saved.pk}/share")
    get(colleague, f"/saved/shared/{secret('share', saved.pk, '')}", 404)


def test_a_colleague_sees_name_note_and_search_and_can_take_a_copy(
    index: str, client: Client, saved: SavedQuery, colleague: Client
) -> None:
    path = share(client, saved)
    html = get(colleague, path)
    assert "Lumbar fusion" in words_of(html)
    assert "For &lt;all&gt; of us" in html
    assert "Outcome: Denial upheld" in words_of(html)
    assert 'href="/?q=fusion&amp;outcome=upheld"' in html
    assert "Mine alone" not in html
    assert f"/saved/{saved.pk}/" not in html
    form = get(colleague, f"{path}/copy")
    assert 'value="Lumbar fusion"' in form
    assert 'value="q=fusion&amp;outcome=upheld"' in form


def test_a_stranger_is_led_to_log_in(client: Client, saved: SavedQuery, stranger: Client) -> None:
    path = share(client, saved)
    for address in (path, f"{path}/copy"):
        response = stranger.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")


def test_a_link_that_was_taken_back_or_replaced_is_dead(
    client: Client, saved: SavedQuery, colleague: Client
) -> None:
    first = share(client, saved)
    second = share(client, saved)
    assert first != second
    for address in (first, f"{first}/copy"):
        assert "not shared, or not any more" in words_of(get(colleague, address, 404))
    get(colleague, second)
    client.post(f"/saved/{saved.pk}/share/revoke")
    get(colleague, second, 404)


def test_links_of_a_deleted_search_or_a_closed_account_are_dead(
    client: Client, owner: User, saved: SavedQuery, colleague: Client
) -> None:
    path = share(client, saved)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    get(colleague, path, 404)
    User.objects.filter(pk=owner.pk).update(is_active=True)
    get(colleague, path)
    saved.delete()
    get(colleague, path, 404)


def test_forged_links_are_dead(client: Client, saved: SavedQuery, colleague: Client) -> None:
    path = share(client, saved)
    saved.refresh_from_db()
    other_kind = secret("feed", saved.pk, saved.share_nonce)
    for forged in (
        path[:-1],
        f"{path}x",
        f"/saved/shared/{other_kind}",
        f"/saved/shared/{secret('share', 10**30, new_nonce())}",
        f"/saved/shared/{saved.pk}.{saved.share_nonce}.x",
        "/saved/shared/%00",
        f"/saved/shared/{'a' * 5000}",
        "/saved/shared/\u00e4.\u00e4.\u00e4",
    ):
        assert colleague.get(forged).status_code == 404, forged


def test_a_shared_search_that_cannot_be_asked_says_so(
    client: Client, saved: SavedQuery, colleague: Client
) -> None:
    path = share(client, saved)
    SavedQuery.objects.filter(pk=saved.pk).update(parameters="colour=red")
    assert "cannot be asked any more" in get(colleague, path)
    get(colleague, f"{path}/copy", 400)
