"""Whose a saved search is: for everybody else it is not there."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from search.models import SavedQuery
from search.saved.urls import urlpatterns
from tests.people_factories import SavedQueryFactory, UserFactory, client_of

READ = ["open", "new", "edit", "delete", "share"]
CHANGE = ["edit", "delete", "replace", "duplicate", "move", "share/make", "share/revoke"]
OWN_LISTS = ["/saved/", "/saved/save", "/saved/recent"]
Visit = Callable[[Client, str], int]


@pytest.fixture
def saved(owner: User) -> SavedQuery:
    return SavedQueryFactory.create(owner=owner)


@pytest.fixture(params=["colleague", "administrator", "superuser"])
def other(request: pytest.FixtureRequest, db: None) -> Client:
    user = UserFactory.create(
        is_superuser=request.param == "superuser", is_staff=request.param == "superuser"
    )
    if request.param == "administrator":
        user.groups.add(Group.objects.get(name="Administrator"))
    return client_of(User.objects.get(pk=user.pk))


def test_every_address_of_the_room_is_asked_here() -> None:
    addresses = {str(one.pattern) for one in urlpatterns}
    asked = {f"<int:pk>/{action}" for action in [*READ, *CHANGE]}
    elsewhere = {"shared/<str:text>", "shared/<str:text>/copy", "recent/erase", "recent/<int:pk>/erase"}
    assert addresses == asked | elsewhere | {path.removeprefix("/saved/") for path in OWN_LISTS}


@pytest.mark.parametrize("action", READ)
@pytest.mark.usefixtures("index")
def test_reading_is_its_owners(client: Client, stranger: Client, saved: SavedQuery, action: str) -> None:
    path = f"/saved/{saved.pk}/{action}"
    assert "login" in stranger.get(path)["Location"]
    assert client.get(path).status_code == (302 if action == "open" else 200)


@pytest.mark.parametrize("action", READ)
def test_others_read_nothing(other: Client, saved: SavedQuery, action: str) -> None:
    assert other.get(f"/saved/{saved.pk}/{action}").status_code == 404
    saved.refresh_from_db()
    assert saved.looked_at is None


@pytest.mark.parametrize("action", CHANGE)
def test_others_change_nothing(stranger: Client, other: Client, saved: SavedQuery, action: str) -> None:
    before = SavedQuery.objects.values().get(pk=saved.pk)
    path = f"/saved/{saved.pk}/{action}"
    entered = {"name": "x", "frequency": "daily", "parameters": "q=x", "direction": "up"}
    assert other.post(path, entered).status_code == 404
    assert "login" in stranger.post(path, entered)["Location"]
    assert [SavedQuery.objects.values().get()] == [before]


@pytest.mark.parametrize("action", sorted({*CHANGE} - {"edit", "delete"}))
def test_changes_are_made_by_post_alone(client: Client, saved: SavedQuery, action: str) -> None:
    assert client.get(f"/saved/{saved.pk}/{action}").status_code == 405


@pytest.mark.parametrize("number", ["0", "999999", "9" * 19, "9" * 5000, "-1", "1e3", "%00"])
@pytest.mark.parametrize("action", ["edit", "open", "move"])
def test_forged_numbers_are_not_there(client: Client, number: str, action: str) -> None:
    path = f"/saved/{number}/{action}"
    assert (client.post(path) if action == "move" else client.get(path)).status_code == 404


@pytest.mark.parametrize("path", OWN_LISTS)
def test_lists_need_leave_to_keep_something(
    index: str, client: Client, stranger: Client, owner: User, path: str
) -> None:
    assert client.get(path).status_code == 200
    assert "no-store" in client.get(path)["Cache-Control"]
    assert "login" in stranger.get(path)["Location"]
    owner.groups.clear()
    response = client.get(path)
    assert response.status_code == 403
    assert "may not keep searches" in response.content.decode()
