"""Handing letters in by the staff's form."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from redis import Redis

from search.models import Batch
from search.models.batches import State
from search.queueing import letters_queue_length
from tests.ingest.letters import archive, letter, pdf

ADDRESS = "/staff/search/batch/add/"


def upload(client: Client, *files: SimpleUploadedFile) -> Batch:
    """Post the form and follow it to the batch."""
    answer = client.post(ADDRESS, {"letters": list(files)})
    batch = Batch.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, batch.get_absolute_url())
    return batch


def test_several_files_make_a_batch_with_a_row_each_in_their_order(owner: Client) -> None:
    batch = upload(
        owner,
        SimpleUploadedFile("one.txt", letter()),
        SimpleUploadedFile("two.pdf", pdf(letter())),
        SimpleUploadedFile("three.zip", archive({"a.txt": letter()})),
    )
    assert batch.source == Batch.Source.UPLOAD
    assert batch.created_by == User.objects.get(username="owner")
    assert list(batch.files.values_list("position", "name", "state")) == [
        (1, "one.txt", State.WAITING),
        (2, "two.pdf", State.WAITING),
        (3, "three.zip", State.WAITING),
    ]


def test_each_file_is_queued(
    owner: Client, broker: Redis, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload(owner, SimpleUploadedFile("one.txt", letter()), SimpleUploadedFile("two.txt", b"two"))
    assert letters_queue_length() == 2


def test_an_empty_file_does_not_keep_the_others_out(owner: Client) -> None:
    batch = upload(owner, SimpleUploadedFile("empty.txt", b""), SimpleUploadedFile("good.txt", letter()))
    assert list(batch.files.values_list("name", "state", "reason")) == [
        ("empty.txt", State.REFUSED, "This file is empty."),
        ("good.txt", State.WAITING, ""),
    ]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "<img src=x onerror=alert(1)>.txt", "x" * 300 + ".txt", "\u202efdp.txt"]
)
def test_a_hostile_name_is_shown_as_text_and_leads_nowhere(owner: Client, name: str) -> None:
    batch = upload(owner, SimpleUploadedFile(name, letter()))
    file = batch.files.get()
    assert "/" not in file.name
    assert file.name.isprintable()
    assert b"<img src=x" not in owner.get(batch.get_absolute_url()).content


def test_no_file_at_all_is_said_in_words_and_makes_no_batch(owner: Client) -> None:
    page = owner.post(ADDRESS, {"csrfmiddlewaretoken": "x"})
    assert page.status_code == 200
    assert "Choose at least one file" in page.content.decode()
    assert not Batch.objects.exists()


def test_the_form_takes_several_files_and_says_which(owner: Client) -> None:
    page = owner.get(reverse("admin:search_batch_add")).content.decode()
    assert "multiple" in page
    assert "ZIP archives" in page
    assert 'enctype="multipart/form-data"' in page


def test_a_forged_upload_from_another_site_is_refused(owner: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = owner.cookies
    assert strict.post(ADDRESS, {"letters": SimpleUploadedFile("a.txt", letter())}).status_code == 403
    assert not Batch.objects.exists()
