"""Letters as staff see them."""

import pytest
from django.test import Client

from search.models import Letter, RemovedLetter
from tests.factories import LetterFactory, OriginalFactory

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
