"""Whose the case list is: its owner's alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.models import KeptDecision
from tests.factories import LetterFactory
from tests.people_factories import KeptDecisionFactory, UserFactory, client_of

pytestmark = pytest.mark.django_db

NOTE = "quite private"
READ = ["/cases/", "/cases/print", "/cases/export.csv", "/cases/export.ris", "/cases/export.bib"]
CHANGE: dict[str, Callable[[int], dict[str, object]]] = {
    "/cases/keep": lambda pk: {"keep": "CM16-0000001#1"},
    "/cases/arrange": lambda pk: {"up": pk},
    "/cases/chosen": lambda pk: {"chosen": pk, "action": "remove-all"},
    "/cases/put-back": lambda pk: {"reference": "x", "number": 1, "place": 0},
    "/cases/{pk}": lambda pk: {"note": "theirs"},
    "/cases/{pk}/remove": lambda pk: {},
}


@pytest.fixture
def owner() -> User:
    return UserFactory.create()


@pytest.fixture(autouse=True)
def kept(owner: User) -> KeptDecision:
    letter = LetterFactory.create(case_number="CM16-0000001")
    return KeptDecisionFactory.create(owner=owner, letter=letter, note=NOTE, label="Appeal")


def is_untouched() -> bool:
    return list(KeptDecision.objects.values_list("note", "label", "place")) == [(NOTE, "Appeal", 0)]


class TestStrangers:
    def test_are_led_to_log_in_and_back(self, stranger: Client, kept: KeptDecision) -> None:
        for path in (*READ, f"/cases/{kept.pk}"):
            response = stranger.get(path, {"notes": "1"})
            assert response.status_code == 302
            assert response["Location"].startswith("/account/login/?next=/cases/")

    @pytest.mark.parametrize("path", CHANGE)
    def test_change_nothing(self, stranger: Client, kept: KeptDecision, path: str) -> None:
        response = stranger.post(path.format(pk=kept.pk), CHANGE[path](kept.pk))
        assert response["Location"].startswith("/account/login/")
        assert is_untouched()


@pytest.mark.parametrize("who", ["colleague", "administrator"])
class TestEverybodyElse:
    @pytest.fixture
    def other(self, who: str, request: pytest.FixtureRequest) -> Client:
        if who == "administrator":
            staff: Client = request.getfixturevalue("staff")
            return staff
        return client_of(UserFactory.create())

    def test_sees_nothing_of_it(self, other: Client, kept: KeptDecision) -> None:
        for path in READ:
            response = other.get(path, {} if path == "/cases/" else {"notes": "1", "chosen": str(kept.pk)})
            assert response.status_code == 200
            text = response.content.decode()
            assert not [word for word in (NOTE, "Appeal", "CM16-0000001") if word in text]
        assert other.get(f"/cases/{kept.pk}").status_code == 404
        page = other.get("/letters/CM16-0000001").content.decode()
        assert "On your case list" not in page

    @pytest.mark.parametrize("path", ["/cases/arrange", "/cases/{pk}", "/cases/{pk}/remove"])
    def test_finds_no_entry_to_change(self, other: Client, kept: KeptDecision, path: str) -> None:
        assert other.post(path.format(pk=kept.pk), CHANGE[path](kept.pk)).status_code == 404
        assert is_untouched()

    @pytest.mark.parametrize("action", ["label", "remove", "remove-all", "csv", "print"])
    def test_chooses_nothing(self, other: Client, kept: KeptDecision, action: str) -> None:
        response = other.post("/cases/chosen", {"chosen": kept.pk, "action": action, "label": "x"})
        assert response.status_code == 400
        assert is_untouched()

    def test_keeps_the_same_decision_on_a_list_of_their_own(self, other: Client, kept: KeptDecision) -> None:
        other.post("/cases/keep", {"keep": "CM16-0000001#1"})
        assert KeptDecision.objects.count() == 2
        other.post("/cases/keep", {"let_go": "CM16-0000001#1"})
        assert is_untouched()


def test_who_may_keep_nothing_is_told(owner: User, kept: KeptDecision) -> None:
    owner.groups.clear()
    client = client_of(owner)
    for path in (*READ, f"/cases/{kept.pk}"):
        assert client.get(path).status_code == 403
    assert client.post("/cases/keep", {"keep": "CM16-0000001#1"}).status_code == 403


def test_changes_are_made_by_post_with_the_forms_own_mark(owner: User, kept: KeptDecision) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    for path, given in CHANGE.items():
        address = path.format(pk=kept.pk)
        assert client.post(address, given(kept.pk)).status_code == 403
        assert client.get(address).status_code == (200 if path == "/cases/{pk}" else 405)
    for path in READ:
        assert client.post(path).status_code in {403, 405}
    assert is_untouched()


@pytest.mark.parametrize("pk", ["0", "99999999999999999999", "x", "-1"])
def test_made_up_numbers_are_not_found(owner: User, pk: str) -> None:
    client = client_of(owner)
    assert client.get(f"/cases/{pk}").status_code == 404
    assert client.post(f"/cases/{pk}/remove").status_code == 404
