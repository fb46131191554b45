"""Letters as staff see them."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.models import Letter, RemovedLetter
from search.models.letters import Visibility
from search.traces.acts import Act
from search.traces.recording import record
from tests.factories import IncomingFileFactory, LetterFactory, OriginalFactory

LIST = "/staff/search/letter/"


@pytest.fixture
def letters(db: None) -> list[Letter]:
    """One searchable, one waiting, one rejected."""
    return [
        LetterFactory.create(reference="searchable", indexed_revision=1),
        LetterFactory.create(reference="still-waiting"),
        LetterFactory.create(reference="was-rejected", rejected_revision=1, index_error="a <b>reason</b>"),
    ]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"searchable", "still-waiting", "was-rejected"}),
        ({"searchable": "waiting"}, {"still-waiting"}),
        ({"searchable": "rejected"}, {"was-rejected"}),
        ({"q": "still"}, {"still-waiting"}),
    ],
    ids=["all", "waiting", "rejected", "found"],
)
def test_letters_are_listed_by_whether_they_are_searchable(
    owner: Client, letters: list[Letter], asked: dict[str, str], shown: set[str]
) -> None:
    page = owner.get(LIST, asked)
    assert {letter.reference for letter in page.context["cl"].result_list} == shown


def test_the_list_says_why_a_letter_is_not_searchable(owner: Client, letters: list[Letter]) -> None:
    page = owner.get(LIST).content.decode()
    assert "rejected: a &lt;b&gt;reason&lt;/b&gt;" in page


def test_a_letter_shows_its_determinations_and_files(owner: Client) -> None:
    letter = LetterFactory.create(determinations=[{"treatment": "Lumbar <b>MRI</b>"}])
    OriginalFactory.create(letter=letter, name="scan of it.pdf")
    page = owner.get(f"{LIST}{letter.pk}/change/").content.decode()
    assert "Lumbar &lt;b&gt;MRI&lt;/b&gt;" in page
    assert "scan of it.pdf" in page


def test_chosen_letters_are_written_to_the_index_again(owner: Client, letters: list[Letter]) -> None:
    chosen = [letters[0].pk, letters[2].pk]
    answer = owner.post(LIST, {"action": "make_searchable", "_selected_action": chosen}, follow=True)
    assert "2 letters will be written again" in answer.content.decode()
    assert Letter.objects.waiting_for_index().count() == 3


def test_letters_deleted_from_the_list_are_remembered_for_the_index(
    staff: Client, letters: list[Letter]
) -> None:
    chosen = [letter.pk for letter in letters]
    staff.post(LIST, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert not Letter.objects.exists()
    assert set(RemovedLetter.objects.values_list("letter_id", flat=True)) == set(chosen)


class TestTakingOut:
    def act(self, client: Client, action: str, letters: list[Letter], **values: str) -> str:
        chosen = [letter.pk for letter in letters]
        answer = client.post(LIST, {"action": action, "_selected_action": chosen, **values}, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    def test_the_reason_is_asked_first(self, curator: Client, letters: list[Letter]) -> None:
        page = self.act(curator, "take_out", letters)
        assert "3 letters" in page
        assert "searchable" in page
        assert not Letter.objects.filter(visibility=Visibility.REMOVED).exists()

    @pytest.mark.parametrize(("reason", "said"), [("", "Say why"), ("x" * 501, "at most 500 characters")])
    def test_without_a_fitting_reason_it_is_asked_again(
        self, curator: Client, letters: list[Letter], reason: str, said: str
    ) -> None:
        assert said in self.act(curator, "take_out", letters, reason=reason)
        assert not Letter.objects.filter(visibility=Visibility.REMOVED).exists()

    def test_letters_are_taken_out_and_put_back(self, curator: Client, letters: list[Letter]) -> None:
        assert "2 letters taken out" in self.act(curator, "take_out", letters[:2], reason="A <b>court</b>")
        gone = Letter.objects.filter(visibility=Visibility.REMOVED)
        assert set(gone.values_list("removal_reason", flat=True)) == {"A <b>court</b>"}
        page = curator.get(f"{LIST}{letters[0].pk}/change/").content.decode()
        assert "A &lt;b&gt;court&lt;/b&gt;" in page
        assert "2 letters put back" in self.act(curator, "bring_back", letters)
        assert not gone.exists()

    def test_who_may_only_hand_in_takes_nothing_out(self, owner: Client, letters: list[Letter]) -> None:
        self.act(owner, "take_out", letters, reason="mine")
        assert not Letter.objects.filter(visibility=Visibility.REMOVED).exists()


def test_a_letters_page_shows_no_raw_internals(curator: Client) -> None:
    letter = LetterFactory.create(findings=[{"code": "raw"}], spans={"rationale": {"start": 1}})
    page = curator.get(f"{LIST}{letter.pk}/change/").content.decode()
    for raw in (letter.original_sha256, "{&#x27;", "[{", letter.text):
        assert raw not in page


def test_the_first_page_tells_what_needs_a_person(curator: Client, letters: list[Letter]) -> None:
    LetterFactory.create_batch(2, visibility=Visibility.QUARANTINED)
    page = " ".join(curator.get("/staff/").content.decode().split())
    assert "<strong>2</strong> in quarantine" in page
    assert "<strong>1</strong> rejected by the search index" in page
    assert "<strong>None</strong> could not be read" in page
    assert "could not be sent" not in page
    for task in curator.get("/staff/").context["tasks"]:
        assert curator.get(task.address).status_code == 200


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", [LIST, "/staff/search/incomingfile/", "/staff/auditlog/logentry/"])
def test_a_list_costs_the_same_for_many_rows(staff: Client, address: str) -> None:
    def more(count: int) -> None:
        for letter in LetterFactory.create_batch(count):
            file = IncomingFileFactory.create(letter=letter)
            record(User.objects.get(), Act.BATCH_OPENED, file.batch)

    more(2)
    queries(staff, address)
    few = queries(staff, address)
    more(5)
    assert queries(staff, address) == few
