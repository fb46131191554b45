"""A case list on paper and as files."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.models import KeptDecision, Letter
from tests.factories import LetterFactory
from tests.pages.html import get, words_of
from tests.people_factories import KeptDecisionFactory, UserFactory, client_of

pytestmark = pytest.mark.django_db

HOSTILE = '=HYPERLINK("http://evil")\r\nTY  - BOOK\r\n{\\input{x}} <script>alert(1)</script> 100%'


@pytest.fixture
def owner() -> User:
    return UserFactory.create()


@pytest.fixture
def client(owner: User) -> Client:
    return client_of(owner)


@pytest.fixture(autouse=True)
def kept(owner: User) -> list[KeptDecision]:
    """A decision with a label and a note, a hostile one, a withheld one, an unread letter."""
    plain = LetterFactory.create(case_number="CM16-0000001")
    hostile = LetterFactory.create(
        case_number="CM16-0000002",
        decided_on=None,
        determinations=[{"treatment": HOSTILE, "rationale": HOSTILE}],
    )
    withheld = LetterFactory.create(case_number="CM16-0000003", visibility="quarantined")
    unread = LetterFactory.create(case_number="CM16-0000004", unread_reason="No layout.", determinations=[])
    return [
        KeptDecisionFactory.create(
            owner=owner, place=1, letter=plain, outcome="overturned", label="Appeal", note="Use this."
        ),
        KeptDecisionFactory.create(owner=owner, place=2, letter=hostile, outcome="upheld", note=HOSTILE),
        KeptDecisionFactory.create(owner=owner, place=3, letter=withheld, outcome="upheld", note="Gone?"),
        KeptDecisionFactory.create(owner=owner, place=4, letter=unread, number=0),
    ]


def table(client: Client, **parameters: str | list[int]) -> list[dict[str, str]]:
    response = client.get("/cases/export.csv", parameters)
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def read_ris(text: str) -> Iterator[dict[str, list[str]]]:
    """The references of a RIS file, read as its rules say: a tag a line, from TY to ER."""
    entry: dict[str, list[str]] | None = None
    for line in text.split("\r\n"):
        if not line:
            continue
        matched = re.fullmatch(r"([A-Z][A-Z0-9])  - ?(.*)", line)
        assert matched, f"no tag: {line!r}"
        tag, value = matched.groups()
        if tag == "TY":
            assert entry is None, "TY before ER"
            entry = {}
        assert entry is not None, "a tag before TY"
        if tag == "ER":
            yield entry
            entry = None
        else:
            entry.setdefault(tag, []).append(value)
    assert entry is None, "no ER at the end"


class TestTable:
    def test_holds_every_entry_in_order_as_it_stands_now(self, client: Client) -> None:
        first, hostile, withheld, unread = table(client)
        assert (first["position"], first["reference"], first["outcome"]) == (
            "1",
            "CM16-0000001#1",
            "Denial upheld",
        )
        assert (first["changed_since_kept"], first["label"]) == ("yes", "Appeal")
        assert first["outcome_when_kept"] == "Denial overturned: treatment approved"
        assert first["url"] == "http://testserver/letters/CM16-0000001#1"
        assert first["citation"].startswith("Independent Medical Review, Case CM16-0000001")
        assert (unread["reference"], unread["outcome"], unread["available"]) == ("CM16-0000004", "", "yes")
        assert withheld["reference"] == "CM16-0000003#1"
        assert {
            value
            for name, value in withheld.items()
            if name not in {"position", "reference", "kept_on", "number"}
        } == {"", "no"}
        assert hostile["decided_on"] == ""

    def test_no_cell_is_a_formula(self, client: Client) -> None:
        (hostile,) = [row for row in table(client, notes="1") if row["reference"] == "CM16-0000002#1"]
        assert hostile["treatment"].startswith("'=HYPERLINK")
        assert hostile["note"].startswith("'=HYPERLINK")

    def test_notes_and_passages_go_along_where_they_are_asked_for(self, client: Client) -> None:
        assert not {"note", "passage"} & set(table(client)[0])
        row = table(client, notes="1", passages="1")[0]
        assert row["note"] == "Use this."
        assert row["passage"].startswith("There is no documentation of radiculopathy")

    def test_a_label_or_what_was_chosen_is_taken_alone(
        self, client: Client, kept: list[KeptDecision]
    ) -> None:
        assert [row["reference"] for row in table(client, of_label="Appeal")] == ["CM16-0000001#1"]
        assert len(table(client, of_label="")) == 3
        assert [row["reference"] for row in table(client, chosen=[kept[3].pk, kept[0].pk])] == [
            "CM16-0000001#1",
            "CM16-0000004",
        ]
        assert table(client, of_label="Nothing") == []

    def test_another_ones_entries_are_not_taken(self, client: Client) -> None:
        other = KeptDecisionFactory.create()
        assert table(client, chosen=[other.pk]) == []
        assert len(table(client)) == 4


class TestRis:
    def test_is_read_by_its_own_rules(self, client: Client) -> None:
        response = client.get("/cases/export.ris", {"notes": "1", "passages": "1"})
        assert response["Content-Disposition"].endswith('.ris"')
        first, hostile, unread = read_ris(response.content.decode())
        assert first["AN"] == ["CM16-0000001#1"]
        assert (first["PY"], first["DA"]) == (["2016"], ["2016/12/09/"])
        assert first["TI"] == [
            "Independent Medical Review, Case CM16-0000001, item 1 (Lumbar epidural steroid injection L4-5),"
            " denial upheld"
        ]
        assert first["AU"] == ["State of California Division of Workers’ Compensation"]
        assert first["UR"] == ["http://testserver/letters/CM16-0000001#1"]
        assert first["N1"] == ["Use this."]
        assert hostile["N1"] == [" ".join(HOSTILE.split())]
        assert "PY" not in hostile
        assert unread["AN"] == ["CM16-0000004"]

    def test_what_is_withheld_is_no_reference(self, client: Client) -> None:
        for suffix in ("ris", "bib"):
            text = client.get(f"/cases/export.{suffix}", {"notes": "1"}).content.decode()
            assert "CM16-0000003" not in text
            assert "Gone?" not in text


class TestBibtex:
    def test_every_entry_is_whole_and_nothing_in_it_is_a_command(self, client: Client) -> None:
        text = client.get("/cases/export.bib", {"notes": "1"}).content.decode()
        assert re.findall(r"@misc\{([^,]+),", text) == ["CM16-0000001-1", "CM16-0000002-1", "CM16-0000004"]
        assert r"\input" not in text.replace(r"\textbackslash{}input", "")
        bare = re.sub(r"\\[{}]", "", text)
        assert bare.count("{") == bare.count("}")
        assert r"100\%" in text


class TestPaper:
    def test_citations_are_numbered_with_what_was_asked_for(self, client: Client) -> None:
        page = get(client, "/cases/print")
        assert "Use this." not in page
        assert "no documentation of radiculopathy" not in page
        words = words_of(page)
        assert "Case CM16-0000001, item 1" in words
        assert "CM16-0000003, item 1: not available any more." in words
        assert "the outcome was “Denial overturned: treatment approved” then" in words
        page = get(client, "/cases/print", notes="1", passages="1")
        assert "Use this." in page
        assert "no documentation of radiculopathy" in page
        assert "<script>alert" not in page

    def test_the_choice_of_what_goes_along_keeps_what_was_chosen(
        self, client: Client, kept: list[KeptDecision]
    ) -> None:
        response = client.post("/cases/chosen", {"chosen": [kept[0].pk, kept[3].pk], "action": "print"})
        page = get(client, response["Location"])
        assert page.count('name="chosen"') == 2
        assert "CM16-0000002" not in page

    @pytest.mark.parametrize("action", ["csv", "ris", "bib"])
    def test_what_was_chosen_is_taken_as_a_file(
        self, client: Client, kept: list[KeptDecision], action: str
    ) -> None:
        response = client.post("/cases/chosen", {"chosen": [kept[0].pk], "action": action}, follow=True)
        assert "CM16-0000001" in response.content.decode()
        assert "CM16-0000002" not in response.content.decode()


@pytest.mark.parametrize(
    "query",
    ["chosen=x", "chosen=" + "9" * 40, "chosen=%00", "of_label=%00", "of_label=" + "x" * 9999, "chosen="],
)
@pytest.mark.parametrize("path", ["/cases/print", "/cases/export.csv", "/cases/export.ris", "/cases/"])
def test_made_up_parameters_are_no_fault_of_ours(client: Client, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("suffix", ["exe", "csv.", "CSV"])
def test_there_are_no_other_kinds(client: Client, suffix: str) -> None:
    assert client.get(f"/cases/export.{suffix}").status_code == 404


def test_a_full_list_is_written_in_few_queries(
    client: Client, owner: User, django_assert_max_num_queries: object
) -> None:
    letter = Letter.objects.get(case_number="CM16-0000001")
    KeptDecision.objects.bulk_create(
        KeptDecision(owner=owner, letter=letter, reference=letter.reference, number=number)
        for number in range(2, 998)
    )
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        assert len(table(client)) == 1000
