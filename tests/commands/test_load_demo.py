"""`load_demo`: made-up letters for an empty database, and for no other."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from search.ingest import progress
from search.models import Batch, IncomingFile
from tests.factories import LetterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_a_worker(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    settings.ORIGINALS_DIR = tmp_path / "originals"
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(progress, "_LOOK_EVERY_SECONDS", 0.01)


def load() -> None:
    call_command("load_demo", "--count", "3", stdout=io.StringIO())


def test_an_empty_database_is_given_letters_once_also_where_no_worker_reads_them() -> None:
    with pytest.raises(CommandError, match="start one"):
        load()
    assert Batch.objects.get().source == Batch.Source.DEMO
    assert IncomingFile.objects.count() == 3
    load()
    assert IncomingFile.objects.count() == 3


def test_real_letters_are_never_mixed_with_made_up_ones() -> None:
    LetterFactory.create()
    load()
    assert not Batch.objects.exists()
