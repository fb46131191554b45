"""What the rows promise by themselves, whoever writes them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import F

from search.models import Batch, Determination, IncomingFile, Letter, Original, RemovedLetter
from search.models.batches import OPEN_STATES, State
from tests.factories import (
    BatchFactory,
    DeterminationFactory,
    IncomingFileFactory,
    LetterFactory,
    OriginalFactory,
)

pytestmark = pytest.mark.django_db


class TestUniqueness:
    def test_a_reference_a_case_and_a_file_belong_to_one_letter(self) -> None:
        original = OriginalFactory.create()
        letter = original.letter
        for repeated in (
            lambda: LetterFactory.create(reference=letter.reference),
            lambda: LetterFactory.create(reference="other", case_number=letter.case_number),
            lambda: OriginalFactory.create(sha256=original.sha256),
            lambda: DeterminationFactory.create(letter=letter, number=1),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                repeated()

    def test_letters_without_case_number_do_not_shut_each_other_out(self) -> None:
        for reference in ("one", "two"):
            LetterFactory.create(case_number=None, reference=reference)

    def test_a_place_in_a_batch_and_in_an_archive_belongs_to_one_file(self) -> None:
        batch = BatchFactory.create()
        archive = IncomingFileFactory.create(batch=batch, position=1)
        member = IncomingFileFactory.create(batch=batch, archive=archive, position=1)
        for inside in (None, member.archive):
            with pytest.raises(IntegrityError), transaction.atomic():
                IncomingFileFactory.create(batch=batch, archive=inside, position=1)


class TestWaiting:
    @pytest.mark.parametrize(
        ("revision", "indexed", "rejected", "waits", "is_rejected"),
        [
            (1, 0, 0, True, False),
            (1, 1, 0, False, False),
            (2, 1, 0, True, False),
            (2, 1, 2, False, True),
            (3, 1, 2, True, False),
            (2, 2, 2, False, False),
        ],
    )
    def test_a_letter_waits_unless_its_newest_revision_is_indexed_or_rejected(
        self, revision: int, indexed: int, rejected: int, waits: bool, is_rejected: bool
    ) -> None:
        LetterFactory.create(revision=revision, indexed_revision=indexed, rejected_revision=rejected)
        assert Letter.objects.waiting_for_index().exists() is waits
        assert Letter.objects.rejected_by_index().exists() is is_rejected


class TestRemoval:
    def test_deleting_a_letter_takes_its_rows_and_leaves_what_the_index_needs(self) -> None:
        letter = OriginalFactory.create().letter
        file = IncomingFileFactory.create(letter=letter, state=State.IMPORTED)
        Letter.objects.update(revision=3, highest_number=5)
        pk, reference = letter.pk, letter.reference
        Letter.objects.get().delete()
        assert not Determination.objects.exists()
        assert not Original.objects.exists()
        file.refresh_from_db()
        assert (file.letter, file.state) == (None, State.IMPORTED)
        removed = RemovedLetter.objects.get()
        assert (removed.letter_id, removed.reference) == (pk, reference)
        assert (removed.revision, removed.highest_number, removed.purged_at) == (4, 5, None)

    def test_a_revision_stored_after_the_letter_was_loaded_is_still_overruled(self) -> None:
        loaded = LetterFactory.create()
        Letter.objects.update(revision=F("revision") + 4, highest_number=7)
        loaded.delete()
        removed = RemovedLetter.objects.get()
        assert removed.revision > 5
        assert removed.highest_number == 7

    def test_deleting_a_batch_keeps_its_letters(self) -> None:
        file = IncomingFileFactory.create(letter=LetterFactory.create())
        file.batch.delete()
        assert not IncomingFile.objects.exists()
        assert Letter.objects.count() == 1


def test_addresses_and_references() -> None:
    letter = LetterFactory.create(reference="a b~ü", case_number=None)
    determination = letter.determinations.get()
    assert letter.get_absolute_url() == "/letters/a%20b~%C3%BC"
    assert determination.reference == str(determination) == "a b~ü#1"
    assert determination.get_absolute_url() == "/letters/a%20b~%C3%BC#1"
    assert Batch(pk=7).get_absolute_url() == "/staff/search/batch/7/change/"


def test_exactly_the_open_states_are_open() -> None:
    assert {state for state in State if IncomingFile(state=state).is_open} == set(OPEN_STATES)


def test_the_migrations_hold_the_models() -> None:
    call_command("makemigrations", "search", check=True, dry_run=True, stdout=StringIO())
