"""Files handed in: each has its row and its place, is queued after commit, and odd names do no harm."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from redis import Redis

from search.ingest.receiving import (
    NAME_LENGTH,
    Delivery,
    clean_name,
    files_under,
    open_batch,
    receive,
    receive_one,
)
from search.ingest.sweep import GRACE, sweep
from search.models import Batch, IncomingFile
from search.models.batches import State
from search.queueing import LETTERS_QUEUE, letters_queue_length
from tests.ingest.letters import hand_in, letter, stored_files


class TestNames:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("letter.pdf", "letter.pdf"),
            ("C:\\Users\\me\\letter.pdf", "letter.pdf"),
            ("../../etc/passwd", "passwd"),
            ("folder/", "folder"),
            ("", "unnamed"),
            ("/", "unnamed"),
            ("\0\r\n\t", "unnamed"),
            ("a\0b\u202egnp.\u200bpdf", "abgnp.pdf"),
            ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
            ("<b>bold</b>", "b>"),
        ],
    )
    def test_the_last_part_is_kept_without_what_no_name_needs(self, given: str, kept: str) -> None:
        assert clean_name(given) == kept

    @given(st.text(st.characters(), max_size=400))
    def test_a_cleaned_name_is_short_printable_and_has_no_folder(self, name: str) -> None:
        cleaned = clean_name(name)
        assert 0 < len(cleaned) <= NAME_LENGTH
        assert cleaned.isprintable()
        assert not set(cleaned) & set("/\\")
        assert clean_name(cleaned) == cleaned
        cleaned.encode()


@pytest.mark.django_db
class TestRows:
    def test_files_have_places_in_the_order_they_come_also_in_a_second_go(self) -> None:
        batch = hand_in(letter(), b"two")
        hand_in(b"three", batch=batch)
        assert list(batch.files.order_by("pk").values_list("position", "state")) == [
            (1, State.WAITING),
            (2, State.WAITING),
            (3, State.WAITING),
        ]

    def test_a_place_that_is_taken_keeps_its_file(self) -> None:
        batch = open_batch(Batch.Source.COMMAND)
        first = receive_one(batch, 1, Delivery("a.txt", BytesIO(b"a")), 100)
        second = receive_one(batch, 1, Delivery("b.txt", BytesIO(b"b")), 100)
        assert (second.pk, second.name) == (first.pk, "a.txt")
        assert IncomingFile.objects.count() == 1

    def test_what_cannot_be_kept_has_a_row_with_the_reason(self, settings: Settings, originals: Path) -> None:
        settings.UPLOAD_LIMIT_BYTES = 1024**2
        batch = hand_in(b"", b"x" * (1024**2 + 1), letter())
        empty, large, good = batch.files.order_by("pk")
        assert (empty.state, empty.reason) == (State.REFUSED, "This file is empty.")
        assert (large.state, large.sha256) == (State.REFUSED, "")
        assert "larger than 1 MB" in large.reason
        assert good.state == State.WAITING
        assert len(stored_files(originals)) == 1

    def test_a_disk_that_takes_no_file_is_a_reason_too_and_the_others_have_theirs(
        self, originals: Path
    ) -> None:
        originals.write_text("a file stands where the folder should be")
        batch = hand_in(letter(), b"two")
        assert {file.state for file in batch.files.all()} == {State.REFUSED}
        assert all("could not be kept" in file.reason for file in batch.files.all())

    def test_a_hostile_name_is_kept_clean(self) -> None:
        file = hand_in(letter(), name="../\0<script>alert(1)</script>" + "x" * 300).files.get()
        assert len(file.name) == NAME_LENGTH
        assert "\0" not in file.name


class TestFolders:
    def test_a_folder_gives_its_letters_in_a_steady_order_and_a_file_itself(self, tmp_path: Path) -> None:
        names = ["b/2.PDF", "b/1.txt", "a.zip", "labels.jsonl", "b/notes.docx"]
        for name in names:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(b"x")
        (tmp_path / "folder.pdf").mkdir()
        odd = tmp_path / "labels.jsonl"
        found = [os.fspath(path.relative_to(tmp_path)) for path in files_under([odd, tmp_path])]
        assert found == ["labels.jsonl", "a.zip", "b/1.txt", "b/2.PDF"]


@pytest.mark.django_db
class TestQueue:
    def test_a_file_is_queued_once_its_row_is_committed(
        self, broker: Redis, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            hand_in(letter(), b"")
            assert letters_queue_length() == 0
        assert letters_queue_length() == broker.llen(LETTERS_QUEUE) == 1

    @pytest.mark.django_db(transaction=True)
    def test_a_file_whose_transaction_fails_is_never_queued(self, broker: Redis) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            hand_in(letter())
            raise ZeroDivisionError
        assert letters_queue_length() == 0
        assert not IncomingFile.objects.exists()

    @pytest.mark.usefixtures("broker")
    def test_without_a_broker_files_are_taken_in_and_queued_by_the_sweep_later(
        self,
        request: pytest.FixtureRequest,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        bring_back = request.getfixturevalue("broker_away")
        with django_capture_on_commit_callbacks(execute=True):
            hand_in(letter(), b"two")
        assert IncomingFile.objects.filter(state=State.WAITING).count() == 2
        bring_back()
        for file in IncomingFile.objects.all():
            IncomingFile.objects.filter(pk=file.pk).update(queued_at=file.queued_at - 2 * GRACE)
        assert sweep(queue_is_empty=letters_queue_length() == 0) == 2
        assert letters_queue_length() == 2


def test_receiving_nothing_is_a_batch_without_files(db: None) -> None:
    assert receive(open_batch(Batch.Source.COMMAND), []) == 0
