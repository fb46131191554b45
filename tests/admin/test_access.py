"""Who may open which of the staff's pages."""

import pytest
from django.test import Client

from search.models import Batch, IncomingFile, RemovedLetter
from search.models.batches import State
from tests.factories import IncomingFileFactory, LetterFactory

LOOK = [
    "batch/",
    "batch/1/change/",
    "batch/1/progress/",
    "incomingfile/",
    "incomingfile/1/change/",
]
MORE = ["batch/add/", "letter/", "letter/1/change/", "removedletter/", "removedletter/1/change/"]
NOBODYS = [
    "letter/add/",
    "incomingfile/add/",
    "removedletter/add/",
    "removedletter/1/delete/",
    "letter/1/delete/",
]
EVERY = [*LOOK, *MORE, "batch/1/retry/"]


@pytest.fixture(autouse=True)
def rows(db: None) -> None:
    """One row of each kind, with the number 1."""
    letter = LetterFactory.create(id=1)
    batch = Batch.objects.create(id=1, source=Batch.Source.UPLOAD)
    IncomingFileFactory.create(id=1, batch=batch, letter=letter, state=State.FAILED)
    RemovedLetter.objects.create(id=1, letter_id=77, reference="gone", revision=2, highest_number=1)


def status(client: Client, address: str, method: str = "get") -> int:
    return int(getattr(client, method)(f"/staff/search/{address}").status_code)


@pytest.mark.parametrize("address", [*LOOK, *MORE])
def test_the_owner_sees_every_page(owner: Client, address: str) -> None:
    assert status(owner, address) == 200


@pytest.mark.parametrize("address", NOBODYS)
def test_what_was_read_is_neither_added_nor_deleted_by_who_may_only_look(owner: Client, address: str) -> None:
    assert status(owner, address) == 403


@pytest.mark.parametrize("address", EVERY)
def test_a_colleague_without_the_permission_sees_none(colleague: Client, address: str) -> None:
    assert status(colleague, address) == 403
    assert status(colleague, address, "post") == 403


@pytest.mark.parametrize("address", EVERY)
def test_a_stranger_is_sent_to_the_login(stranger: Client, address: str) -> None:
    for method in ("get", "post"):
        answer = getattr(stranger, method)(f"/staff/search/{address}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/staff/login/")


@pytest.mark.parametrize("address", LOOK)
def test_an_onlooker_sees_what_became_of_files(onlooker: Client, address: str) -> None:
    assert status(onlooker, address) == 200


def test_an_onlooker_neither_hands_in_nor_retries(onlooker: Client) -> None:
    assert status(onlooker, "batch/add/") == 403
    assert status(onlooker, "batch/add/", "post") == 403
    assert status(onlooker, "batch/1/retry/", "post") == 403
    chosen = {"action": "read_again", "_selected_action": [1]}
    onlooker.post("/staff/search/incomingfile/", chosen)
    assert IncomingFile.objects.get().state == State.FAILED


def test_an_onlooker_is_offered_no_retry(onlooker: Client, owner: Client) -> None:
    words = "Read failed and refused files once more"
    assert words in owner.get("/staff/search/batch/1/change/").content.decode()
    assert words not in onlooker.get("/staff/search/batch/1/change/").content.decode()


def test_nobody_changes_what_was_read(staff: Client) -> None:
    for address in ("letter/1/change/", "incomingfile/1/change/", "removedletter/1/change/"):
        assert status(staff, address, "post") == 403


def test_the_record_of_a_removed_letter_is_not_deleted(staff: Client) -> None:
    assert status(staff, "removedletter/1/delete/") == 403
