"""What the API's user keeps: for its owner alone, by token or session."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.models import KeptDecision, Letter
from search.people.tokens.keeping import make_token
from tests.factories import LetterFactory
from tests.people_factories import KeptDecisionFactory, SavedQueryFactory, UserFactory, client_of

pytestmark = pytest.mark.django_db

LISTS = ["saved-searches", "case-list"]


@pytest.fixture
def owner() -> User:
    return UserFactory.create()


@pytest.fixture
def by_token(owner: User) -> Client:
    secret = make_token(owner, "script", None)[1]
    return Client(headers={"authorization": f"Bearer {secret}"})


def ask(client: Client, path: str, status: int = 200, **parameters: Any) -> dict[str, Any]:
    response = client.get(f"/api/v1/{path}", parameters)
    assert response.status_code == status, response.content
    answer: dict[str, Any] = response.json()
    return answer


class TestSavedSearches:
    def test_are_told_with_what_asks_them_again(self, by_token: Client, owner: User) -> None:
        saved = SavedQueryFactory.create(owner=owner, name="Fusion <i>", label="Appeal")
        answer = ask(by_token, "saved-searches")
        assert (answer["total"], answer["next"]) == (1, None)
        (told,) = answer["saved_searches"]
        assert (told["id"], told["name"], told["label"], told["note"]) == (
            saved.pk,
            "Fusion <i>",
            "Appeal",
            None,
        )
        assert told["url"] == "http://testserver/?q=lumbar+fusion"
        assert told["determinations_url"] == "http://testserver/api/v1/determinations?q=lumbar+fusion"
        assert ask(by_token, f"saved-searches/{saved.pk}") == told

    def test_no_secret_of_theirs_is_told(self, by_token: Client, owner: User) -> None:
        saved = SavedQueryFactory.create(owner=owner, feed_nonce="f" * 32, share_nonce="s" * 32)
        text = str(ask(by_token, f"saved-searches/{saved.pk}"))
        assert not [nonce for nonce in ("f" * 32, "s" * 32) if nonce in text]


class TestCaseList:
    def test_decisions_are_told_as_they_stand_now(self, by_token: Client, owner: User) -> None:
        letter = LetterFactory.create(case_number="CM16-0000001")
        KeptDecisionFactory.create(owner=owner, letter=letter, outcome="overturned", note="Mine.")
        (told,) = ask(by_token, "case-list")["decisions"]
        assert (told["reference"], told["available"], told["outcome"]) == ("CM16-0000001#1", True, "upheld")
        assert (told["changed"], told["outcome_when_kept"], told["note"]) == (True, "overturned", "Mine.")
        assert told["url"] == "http://testserver/letters/CM16-0000001#1"
        assert told["citation"].startswith("Independent Medical Review, Case CM16-0000001, item 1 (Lumbar")

    @pytest.mark.parametrize("visibility", ["quarantined", "refused", "removed"])
    def test_what_is_not_public_is_told_without_its_words(
        self, by_token: Client, owner: User, visibility: str
    ) -> None:
        letter = LetterFactory.create(case_number=None, reference="john doe", visibility=visibility)
        KeptDecisionFactory.create(owner=owner, letter=letter, outcome="upheld", note="Mine.")
        (told,) = ask(by_token, "case-list")["decisions"]
        kept = {name: value for name, value in told.items() if value not in (None, False)}
        assert set(kept) == {"number", "note", "kept_at"}

    def test_a_letter_that_could_not_be_read_has_no_number(self, by_token: Client, owner: User) -> None:
        letter = LetterFactory.create(unread_reason="No layout.", decided_on=None, determinations=[])
        KeptDecisionFactory.create(owner=owner, letter=letter, number=0)
        (told,) = ask(by_token, "case-list")["decisions"]
        assert (told["reference"], told["number"], told["available"]) == (letter.reference, None, True)

    def test_pages_are_followed_to_the_end(self, by_token: Client, owner: User) -> None:
        for place in range(5):
            KeptDecisionFactory.create(owner=owner, place=place, label="A" if place < 3 else "B")
        order = [f"{one.reference}#1" for one in KeptDecision.objects.all()]
        found, address = [], "/api/v1/case-list?page_size=2"
        while address:
            answer = by_token.get(address).json()
            found += [told["reference"] for told in answer["decisions"]]
            address = answer["next"]
        assert found == order
        assert ask(by_token, "case-list", label="A")["total"] == 3
        assert ask(by_token, "case-list", label="C")["decisions"] == []
        assert "page" in ask(by_token, "case-list", 404, page=2)["detail"]

    def test_a_long_page_costs_no_more_queries(
        self, by_token: Client, owner: User, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(20):
            KeptDecisionFactory.create(owner=owner)
        with django_assert_max_num_queries(6):
            ask(by_token, "case-list")


@pytest.mark.parametrize("path", LISTS)
class TestParameters:
    @pytest.mark.parametrize(
        ("parameters", "wrong"),
        [
            ({"colour": "red"}, "colour"),
            ({"page": "0"}, "page"),
            ({"page": "9" * 40}, "page"),
            ({"page": ["1", "2"]}, "page"),
            ({"page_size": "101"}, "page_size"),
            ({"label": "x" * 51}, "label"),
            ({"label": "\x00"}, "label"),
        ],
    )
    def test_a_mistake_is_told_by_its_name(
        self, by_token: Client, path: str, parameters: dict[str, Any], wrong: str
    ) -> None:
        assert set(ask(by_token, path, 400, **parameters)["errors"]) == {wrong}


class TestAccess:
    @pytest.fixture(autouse=True)
    def kept(self, owner: User) -> int:
        KeptDecisionFactory.create(owner=owner, note="quite private")
        return SavedQueryFactory.create(owner=owner, name="quite private").pk

    def test_strangers_are_told_how_to_ask(self, stranger: Client, kept: int) -> None:
        for path in (*LISTS, f"saved-searches/{kept}", "saved-searches/0"):
            response = stranger.get(f"/api/v1/{path}")
            assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
            assert response["WWW-Authenticate"] == 'Bearer realm="imrportal"'

    def test_the_owner_reads_them_by_session_too(self, owner: User, kept: int) -> None:
        for path in (*LISTS, f"saved-searches/{kept}"):
            response = client_of(owner).get(f"/api/v1/{path}")
            assert response.status_code == 200
            assert "quite private" in response.content.decode()
            assert response["Cache-Control"] == "private, no-store"

    def test_nobody_else_does(self, staff: Client, kept: int) -> None:
        for client in (client_of(UserFactory.create()), staff):
            for path in LISTS:
                assert ask(client, path)["total"] == 0
            assert ask(client, f"saved-searches/{kept}", 404)["status"] == 404

    def test_who_may_keep_nothing_is_told(self, owner: User, kept: int) -> None:
        owner.groups.clear()
        for path in (*LISTS, f"saved-searches/{kept}"):
            assert ask(client_of(owner), path, 403)["status"] == 403

    @pytest.mark.parametrize("pk", ["0", "99999999999999999999999", "x", "-1", "1.5", "%00"])
    def test_made_up_numbers_are_not_found(self, by_token: Client, pk: str) -> None:
        response = by_token.get(f"/api/v1/saved-searches/{pk}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")

    @pytest.mark.parametrize("path", LISTS)
    def test_they_are_only_read(self, owner: User, path: str) -> None:
        for method in ("post", "put", "delete"):
            assert getattr(client_of(owner), method)(f"/api/v1/{path}").status_code == 405
        assert KeptDecision.objects.count() == 1

    def test_a_quarantined_letter_is_withheld_from_staff_too(self) -> None:
        chief = User.objects.create_superuser("chief2", "chief2@example.org", "x")
        letter = LetterFactory.create(case_number="CM16-0000009")
        KeptDecisionFactory.create(owner=chief, letter=letter, outcome="upheld")
        Letter.objects.filter(pk=letter.pk).update(visibility="quarantined")
        (told,) = ask(client_of(chief), "case-list")["decisions"]
        assert (told["available"], told["treatment"], told["citation"]) == (False, None, None)
