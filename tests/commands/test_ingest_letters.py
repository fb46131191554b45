"""`ingest_letters`: files and folders become a batch; every way it can end says what to do."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from search.ingest import progress
from search.ingest.pipeline import process_file
from search.models import Batch, Letter
from search.models.batches import State
from tests.ingest.letters import letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def originals(settings: Settings, tmp_path: Path) -> None:
    settings.ORIGINALS_DIR = tmp_path / "originals"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two letters, one in a folder of its own, and a file of another kind."""
    place = tmp_path / "letters"
    (place / "more").mkdir(parents=True)
    (place / "one.txt").write_bytes(letter("CM16-0000001"))
    (place / "more" / "two.txt").write_bytes(letter("CM16-0000002"))
    (place / "labels.jsonl").write_text("{}")
    return place


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(progress, "_LOOK_EVERY_SECONDS", 0.01)


def ingest(*arguments: object) -> str:
    said = io.StringIO()
    call_command("ingest_letters", *map(str, arguments), stdout=said)
    return said.getvalue()


def test_a_folder_is_taken_in_with_the_folders_inside(folder: Path) -> None:
    said = ingest(folder)
    batch = Batch.objects.get()
    assert said == f"Batch {batch.pk}: 2 files taken in.\n"
    assert (batch.source, batch.created_by) == (Batch.Source.COMMAND, None)
    assert set(batch.files.values_list("name", "state")) == {
        ("one.txt", State.WAITING),
        ("two.txt", State.WAITING),
    }


def test_files_and_folders_make_one_batch(folder: Path) -> None:
    ingest(folder / "one.txt", folder / "more")
    assert Batch.objects.get().files.count() == 2


def test_a_path_that_is_not_there_is_said_before_anything_is_taken(folder: Path) -> None:
    with pytest.raises(CommandError, match=r"missing\.pdf is not there"):
        ingest(folder, folder / "missing.pdf")
    assert not Batch.objects.exists()


def test_a_folder_without_letters_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no PDF, TXT or ZIP"):
        ingest(tmp_path)
    assert not Batch.objects.exists()


@pytest.mark.usefixtures("short_patience")
def test_waiting_without_a_worker_ends_with_what_to_do(folder: Path) -> None:
    with pytest.raises(CommandError, match="No worker answers: start one"):
        ingest(folder, "--wait")
    assert Batch.objects.get().files.filter(state=State.WAITING).count() == 2


def test_waiting_ends_with_the_counts_and_every_refusal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "empty.pdf").write_bytes(b"")

    def work(_: float) -> None:
        """Do what a worker does while the command sleeps."""
        for file in Batch.objects.get().files.filter(state=State.WAITING):
            process_file(file.pk)
        Letter.objects.update(indexed_revision=1)

    monkeypatch.setattr("search.ingest.progress.time.sleep", work)
    said = ingest(folder, "--wait").splitlines()
    assert said[1:] == ["2 imported, 1 refused", "  empty.pdf: This file is empty."]
