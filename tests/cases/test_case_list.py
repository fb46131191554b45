"""The case list: kept, noted, ordered, let go; and what becomes of decisions that change or go."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.cases import keeping
from search.models import KeptDecision, Letter
from tests.factories import LetterFactory
from tests.pages.html import get, words_of
from tests.people_factories import KeptDecisionFactory, UserFactory, client_of

pytestmark = pytest.mark.django_db

NAME = "CM16-0000001"


@pytest.fixture
def owner() -> User:
    return UserFactory.create()


@pytest.fixture
def client(owner: User) -> Client:
    return client_of(owner)


@pytest.fixture
def letter() -> Letter:
    items = [{}, {"treatment": "Gabapentin 300mg #90", "outcome": "overturned"}]
    return LetterFactory.create(case_number=NAME, determinations=items)


def keep(client: Client, decision: str, **more: str) -> Any:
    return client.post("/cases/keep", {"keep": decision, **more})


def shown(client: Client, **parameters: str) -> list[str]:
    """The entries on a page, by reference."""
    lines = client.get("/cases/", parameters).context["lines"]
    return [f"{line.kept.reference}#{line.kept.number}" for line in lines]


def several(owner: User, count: int) -> list[KeptDecision]:
    return [
        KeptDecisionFactory.create(owner=owner, outcome="upheld", place=place)
        for place in range(1, count + 1)
    ]


@pytest.mark.usefixtures("letter")
class TestKeeping:
    def test_a_decision_is_kept_with_its_outcome(self, client: Client, owner: User) -> None:
        keep(client, f"{NAME}#2")
        kept = KeptDecision.objects.get()
        assert (kept.owner, kept.reference, kept.number, kept.outcome) == (owner, NAME, 2, "overturned")
        page = words_of(get(client, "/cases/"))
        assert "Gabapentin 300mg #90" in page
        assert "Denial overturned" in page

    def test_keeping_twice_keeps_once(self, client: Client) -> None:
        for _ in range(2):
            keep(client, f"{NAME}#1")
        assert KeptDecision.objects.count() == 1

    @pytest.mark.parametrize(
        ("given", "led_to"),
        [
            (f"/letters/{NAME}?q=a%26b", f"/letters/{NAME}?q=a%26b#keep-{NAME}-1"),
            ("/?q=x#old", f"/?q=x#keep-{NAME}-1"),
            ("https://evil.example/", "/cases/"),
            ("//evil.example/", "/cases/"),
            ("/\\evil.example/", "/cases/"),
            ("javascript:alert(1)", "/cases/"),
            ("/x\r\nSet-Cookie: a=b", None),
            ("/" + "x" * 20_000, "/cases/"),
            ("", "/cases/"),
        ],
    )
    def test_the_reader_comes_back_and_is_led_nowhere_else(
        self, client: Client, given: str, led_to: str | None
    ) -> None:
        response = keep(client, f"{NAME}#1", next=given)
        assert response.status_code == 302
        assert response["Location"] == led_to or (led_to is None and "\n" not in response["Location"])
        assert "a=b" not in str(response.cookies)

    @pytest.mark.parametrize(
        "decision",
        [
            *("", "x", NAME, f"{NAME}#", f"{NAME}#0", f"{NAME}#3", f"{NAME}#-1", f"{NAME}#{10**30}"),
            *(f"{NAME}#٣", "#1", "\x00#1", "x" * 5000 + "#1", "CM99-9999999#1", f"{NAME.lower()}#1"),
        ],
    )
    def test_what_there_is_not_is_not_kept(self, client: Client, decision: str) -> None:
        response = keep(client, decision)
        assert response.status_code == 404
        assert "no such decision" in words_of(response.content.decode())
        assert not KeptDecision.objects.exists()

    @pytest.mark.parametrize("visibility", ["quarantined", "refused", "removed"])
    def test_what_is_not_public_is_not_kept_by_staff_either(self, staff: Client, visibility: str) -> None:
        Letter.objects.update(visibility=visibility)
        assert keep(staff, f"{NAME}#1").status_code == 404

    def test_a_letter_that_could_not_be_read_is_kept_as_a_letter(self, client: Client) -> None:
        unread = LetterFactory.create(
            case_number=None, reference="scan 7", unread_reason="x", determinations=[]
        )
        assert keep(client, "scan 7#1").status_code == 404
        assert keep(client, "scan 7#0").status_code == 302
        assert "could not be read into decisions" in get(client, "/cases/")
        Letter.objects.filter(pk=unread.pk).update(unread_reason="")
        assert "has been read since" in get(client, "/cases/")

    def test_the_list_holds_so_many(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(keeping, "LIMIT", 1)
        keep(client, f"{NAME}#1")
        full = keep(client, f"{NAME}#2")
        assert (full.status_code, KeptDecision.objects.count()) == (409, 1)
        assert "Your case list is full" in words_of(full.content.decode())
        assert keep(client, f"{NAME}#1").status_code == 302

    def test_another_ones_list_does_not_count(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(keeping, "LIMIT", 1)
        KeptDecisionFactory.create(reference=NAME, letter=Letter.objects.get())
        assert keep(client, f"{NAME}#1").status_code == 302


@pytest.mark.usefixtures("letter")
class TestButtons:
    def test_strangers_have_none(self, stranger: Client) -> None:
        assert "/cases/keep" not in get(stranger, f"/letters/{NAME}")

    def test_readers_have_one_at_each_decision(self, client: Client) -> None:
        page = get(client, f"/letters/{NAME}", q="low back")
        assert f'name="keep" value="{NAME}#1"' in page
        assert f'name="keep" value="{NAME}#2"' in page
        assert f'value="/letters/{NAME}?q=low+back"' in page

    def test_what_is_kept_says_so_and_can_be_let_go(self, client: Client) -> None:
        keep(client, f"{NAME}#2")
        page = get(client, f"/letters/{NAME}")
        assert "On your case list" in page
        assert f'name="let_go" value="{NAME}#2"' in page
        client.post("/cases/keep", {"let_go": f"{NAME}#2"})
        assert not KeptDecision.objects.exists()

    def test_what_was_written_about_is_not_let_go_by_a_button(self, client: Client, owner: User) -> None:
        KeptDecisionFactory.create(owner=owner, letter=Letter.objects.get(), note="For the appeal.")
        page = get(client, f"/letters/{NAME}")
        assert "On your case list" in page
        assert "let_go" not in page
        client.post("/cases/keep", {"let_go": f"{NAME}#1"})
        assert KeptDecision.objects.exists()

    def test_a_script_gets_the_new_button_alone(self, client: Client) -> None:
        response = client.post("/cases/keep", {"keep": f"{NAME}#1"}, headers={"hx-request": "true"})
        assert response.status_code == 200
        assert response.content.decode().strip().startswith('<span class="keep"')
        assert "On your case list" in response.content.decode()

    def test_a_quarantined_letter_has_none_for_staff(self, staff: Client) -> None:
        Letter.objects.update(visibility="quarantined")
        assert "/cases/keep" not in get(staff, f"/letters/{NAME}")


class TestInResults:
    def test_a_page_of_results_costs_one_query_more_and_strangers_none(
        self, make_searchable: Any, client: Client, stranger: Client, owner: User
    ) -> None:
        for _ in range(12):
            LetterFactory.create()
        make_searchable()
        KeptDecisionFactory.create(owner=owner, letter=Letter.objects.first())
        with CaptureQueriesContext(connection) as queries:
            page = get(client, "/", page_size="25")
        kept = [query["sql"] for query in queries if "keptdecision" in query["sql"]]
        assert len(kept) == 1
        assert page.count('name="keep"') == 11
        assert page.count("On your case list") == 1
        assert page.count('name="csrfmiddlewaretoken"') < 5
        with CaptureQueriesContext(connection) as queries:
            page = get(stranger, "/", page_size="25")
        kept = [query["sql"] for query in queries if "keptdecision" in query["sql"]]
        assert (kept, 'name="keep"' in page) == ([], False)


@pytest.mark.usefixtures("letter")
class TestWhatBecomesOfThem:
    @pytest.fixture(autouse=True)
    def kept(self, owner: User, letter: Letter) -> KeptDecision:
        return KeptDecisionFactory.create(owner=owner, letter=letter, outcome="upheld", note="Mine.")

    def test_a_changed_outcome_is_told(self, client: Client, letter: Letter) -> None:
        assert "Changed since you kept it" not in get(client, "/cases/")
        letter.determinations.filter(number=1).update(outcome="overturned")
        page = words_of(get(client, "/cases/"))
        assert "Changed since you kept it: it was “Denial upheld” then." in page
        assert "Denial overturned" in page

    @pytest.mark.parametrize("visibility", ["quarantined", "refused", "removed"])
    def test_what_is_withheld_stays_a_line_without_its_words(self, client: Client, visibility: str) -> None:
        Letter.objects.update(visibility=visibility)
        for path in ("/cases/", f"/cases/{KeptDecision.objects.get().pk}"):
            page = words_of(get(client, path))
            assert "Not available any more" in page
            assert f"{NAME}, item 1" in page
            assert "Mine." in get(client, path)
            for word in ("Lumbar", "Denial upheld", "Low Back", "Dec 2016", "Pain Management"):
                assert word not in page

    def test_of_a_withheld_letter_without_a_case_number_no_name_is_told(self, client: Client) -> None:
        Letter.objects.update(visibility="quarantined", reference="john doe letter", case_number=None)
        KeptDecision.objects.update(reference="john doe letter")
        assert "john doe" not in words_of(get(client, "/cases/"))
        assert "without a case number" in words_of(get(client, "/cases/"))

    def test_a_deleted_letter_that_comes_again_is_there_again(self, client: Client, letter: Letter) -> None:
        letter.delete()
        assert "Not available any more" in get(client, "/cases/")
        LetterFactory.create(case_number=NAME)
        assert "Lumbar" in get(client, "/cases/")

    def test_an_item_that_its_letter_has_no_more_is_told(self, client: Client, letter: Letter) -> None:
        letter.determinations.filter(number=1).delete()
        assert "This item is not in the letter any more" in get(client, "/cases/")


class TestArranging:
    def test_what_is_kept_last_stands_first(self, client: Client, letter: Letter) -> None:
        keep(client, f"{NAME}#1")
        keep(client, f"{NAME}#2")
        assert shown(client) == [f"{NAME}#2", f"{NAME}#1"]

    @pytest.mark.parametrize(
        ("button", "entry", "order"),
        [
            ("up", 2, [0, 2, 1, 3]),
            ("down", 1, [0, 2, 1, 3]),
            ("top", 3, [3, 0, 1, 2]),
            ("end", 0, [1, 2, 3, 0]),
            ("up", 0, [0, 1, 2, 3]),
            ("down", 3, [0, 1, 2, 3]),
        ],
    )
    def test_entries_are_moved(
        self, client: Client, owner: User, button: str, entry: int, order: list[int]
    ) -> None:
        kept = several(owner, 4)
        response = client.post("/cases/arrange", {button: kept[entry].pk})
        assert response["Location"] == f"/cases/#kept-{kept[entry].pk}"
        assert shown(client) == [f"{kept[place].reference}#1" for place in order]

    def test_among_those_of_a_label_an_entry_passes_its_neighbour(self, client: Client, owner: User) -> None:
        first, other, second = several(owner, 3)
        KeptDecision.objects.filter(pk__in=[first.pk, second.pk]).update(label="A & B")
        response = client.post("/cases/arrange", {"up": second.pk, "of_label": "A & B"})
        assert response["Location"] == f"/cases/?of_label=A+%26+B#kept-{second.pk}"
        assert shown(client) == [f"{one.reference}#1" for one in (second, first, other)]
        assert shown(client, of_label="A & B") == [f"{one.reference}#1" for one in (second, first)]
        assert shown(client, of_label="") == [f"{other.reference}#1"]

    def test_an_entry_that_leaves_its_page_is_followed(
        self, client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("search.cases.views.PAGE_SIZE", 2)
        kept = several(owner, 3)
        response = client.post("/cases/arrange", {"down": kept[1].pk, "page": "1"})
        assert response["Location"] == f"/cases/?page=2#kept-{kept[1].pk}"
        assert len(shown(client, page="2")) == 1

    @pytest.mark.parametrize("given", [{}, {"up": "x"}, {"up": "9" * 40}, {"sideways": "1"}])
    def test_no_such_button_does_nothing(self, client: Client, given: dict[str, str]) -> None:
        assert client.post("/cases/arrange", given).status_code == 302

    @pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 50, "\x00"])
    def test_a_made_up_page_is_a_page(self, client: Client, owner: User, page: str) -> None:
        several(owner, 1)
        assert client.get("/cases/", {"page": page}).status_code == 200

    def test_a_long_list_costs_no_more_queries(self, client: Client, owner: User) -> None:
        several(owner, 2)
        with CaptureQueriesContext(connection) as of_two:
            client.get("/cases/")
        several(owner, 30)
        with CaptureQueriesContext(connection) as of_many:
            client.get("/cases/")
        assert len(of_many) == len(of_two)


class TestWriting:
    @pytest.fixture
    def kept(self, owner: User) -> KeptDecision:
        return KeptDecisionFactory.create(owner=owner, outcome="upheld")

    def test_note_and_label_are_kept(self, client: Client, kept: KeptDecision) -> None:
        given = {"note": "First.\r\n\r\n<b>Second</b>", "label": "  Appeal \n 7 "}
        response = client.post(f"/cases/{kept.pk}", given)
        assert response["Location"] == f"/cases/#kept-{kept.pk}"
        kept.refresh_from_db()
        assert (kept.note, kept.label) == ("First.\n\n<b>Second</b>", "Appeal 7")
        assert "<b>Second" not in get(client, "/cases/")

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"note": "x" * 5001}, "note"),
            ({"label": "x" * 51}, "label"),
            ({"note": "\x00"}, "note"),
            ({"label": "a\x00"}, "label"),
        ],
    )
    def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(
        self, client: Client, kept: KeptDecision, given: dict[str, str], field: str
    ) -> None:
        response = client.post(f"/cases/{kept.pk}", given)
        assert response.status_code == 400
        assert f'id="id_{field}_error"' in response.content.decode()

    def test_too_much_is_refused(self, client: Client, kept: KeptDecision) -> None:
        assert client.post(f"/cases/{kept.pk}", {"note": "x" * 10_000_000}).status_code == 400

    def test_several_get_a_label(self, client: Client, owner: User) -> None:
        kept = several(owner, 3)
        given = {"chosen": [kept[0].pk, kept[2].pk], "action": "label", "label": "Appeal"}
        assert client.post("/cases/chosen", given)["Location"] == "/cases/"
        assert shown(client, of_label="Appeal") == [f"{kept[0].reference}#1", f"{kept[2].reference}#1"]
        long = client.post("/cases/chosen", given | {"label": "x" * 51})
        assert (long.status_code, 'id="bulk_label_error"' in long.content.decode()) == (400, True)

    def test_who_ticks_nothing_is_told(self, client: Client, owner: User) -> None:
        several(owner, 1)
        response = client.post("/cases/chosen", {"action": "remove"})
        assert response.status_code == 400
        assert "Tick the decisions" in response.content.decode()

    @pytest.mark.parametrize("action", ["", "drop", "export"])
    def test_no_such_action_is_not_found(self, client: Client, kept: KeptDecision, action: str) -> None:
        assert client.post("/cases/chosen", {"chosen": kept.pk, "action": action}).status_code == 404


class TestRemoving:
    def test_one_is_removed_and_put_back_with_its_note_where_it_stood(
        self, client: Client, owner: User
    ) -> None:
        kept = several(owner, 3)
        KeptDecision.objects.filter(pk=kept[1].pk).update(note="Two\nlines <i>", label="Appeal")
        before = shown(client)
        page = client.post(f"/cases/{kept[1].pk}/remove")
        assert len(shown(client)) == 2
        fields = page.context["form"].data
        client.post("/cases/put-back", {name: str(value) for name, value in fields.items()})
        assert shown(client) == before
        again = KeptDecision.objects.get(reference=kept[1].reference)
        assert (again.note, again.label, again.outcome) == ("Two\nlines <i>", "Appeal", "upheld")

    @pytest.mark.parametrize(
        "given",
        [{}, {"reference": "x" * 201, "number": "1"}, {"reference": "x", "number": "99999", "place": "0"}],
    )
    def test_nonsense_is_not_put_back(self, client: Client, given: dict[str, str]) -> None:
        assert client.post("/cases/put-back", given).status_code == 400
        assert not KeptDecision.objects.exists()

    def test_several_are_removed_after_a_question(self, client: Client, owner: User) -> None:
        kept = several(owner, 3)
        chosen = {"chosen": [kept[0].pk, kept[1].pk]}
        asked = client.post("/cases/chosen", chosen | {"action": "remove"})
        assert "Remove 2 decisions" in words_of(asked.content.decode())
        assert KeptDecision.objects.count() == 3
        client.post("/cases/chosen", chosen | {"action": "remove-all"})
        assert shown(client) == [f"{kept[2].reference}#1"]
