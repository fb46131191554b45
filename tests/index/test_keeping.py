"""What waits is written and its mark cleared, for the revision that was written and no other."""

from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F

from search.index import keeping
from search.index.drift import find_drift
from search.index.errors import EngineUnavailable
from search.index.keeping import bring_up_to_date, index_again, purge_waiting
from search.index.writer import write_letters
from search.models import Letter, RemovedLetter
from tests.factories import DeterminationFactory, LetterFactory
from tests.index.held import revisions
from tests.index.line import Fault, Line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def waiting() -> set[int]:
    return set(Letter.objects.waiting_for_index().values_list("pk", flat=True))


class TestMarks:
    def test_a_letter_waits_until_its_newest_revision_is_written(self) -> None:
        letter = LetterFactory.create()
        assert waiting() == {letter.pk}
        bring_up_to_date()
        assert (waiting(), revisions()) == (set(), {f"{letter.pk}-1": 1})
        Letter.objects.update(revision=F("revision") + 1)
        assert waiting() == {letter.pk}

    def test_a_second_time_writes_nothing(self, line: Line) -> None:
        LetterFactory.create()
        bring_up_to_date()
        line.trouble("", Fault.CUT)
        bring_up_to_date()
        assert waiting() == set()

    def test_an_edit_between_reading_and_marking_stays_waiting(self, monkeypatch: pytest.MonkeyPatch) -> None:
        letter = LetterFactory.create()

        def edited_meanwhile(*arguments: Any) -> Any:
            written = write_letters(*arguments)
            Letter.objects.update(revision=F("revision") + 1)
            return written

        with monkeypatch.context() as patch:
            patch.setattr(keeping, "write_letters", edited_meanwhile)
            keeping.write_and_mark({letter.pk})
        assert waiting() == {letter.pk}
        bring_up_to_date()
        assert (waiting(), revisions()) == (set(), {f"{letter.pk}-1": 2})

    def test_a_mark_never_goes_back_to_an_older_revision(self, monkeypatch: pytest.MonkeyPatch) -> None:
        letter = LetterFactory.create()

        def another_worker_is_faster(*arguments: Any) -> Any:
            monkeypatch.undo()
            Letter.objects.update(revision=5)
            bring_up_to_date()
            return write_letters(*arguments)

        monkeypatch.setattr(keeping, "write_letters", another_worker_is_faster)
        bring_up_to_date()
        assert (waiting(), revisions()) == (set(), {f"{letter.pk}-1": 5})


class TestOutages:
    def test_what_waited_through_an_outage_is_healed_by_the_sweep(self, line: Line) -> None:
        written, kept = LetterFactory.create(), LetterFactory.create()
        bring_up_to_date()
        line.trouble("", Fault.CUT)
        Letter.objects.filter(pk=kept.pk).update(revision=2)
        added = LetterFactory.create()
        written.delete()
        for act in (bring_up_to_date, purge_waiting):
            with pytest.raises(EngineUnavailable):
                act()
        assert waiting() == {kept.pk, added.pk}
        line.mend()
        assert bring_up_to_date() == 2
        assert revisions() == {f"{kept.pk}-1": 2, f"{added.pk}-1": 1}
        assert not find_drift()

    def test_an_answer_that_is_lost_leaves_the_mark_and_the_next_write_does_no_harm(self, line: Line) -> None:
        letter = LetterFactory.create()
        line.trouble("_bulk", Fault.LOST)
        with pytest.raises(EngineUnavailable):
            bring_up_to_date()
        assert (waiting(), revisions()) == ({letter.pk}, {f"{letter.pk}-1": 1})
        line.mend()
        bring_up_to_date()
        assert waiting() == set()

    def test_saving_a_letter_needs_no_engine(self, line: Line) -> None:
        line.trouble("", Fault.CUT)
        LetterFactory.create().save()


class TestRejections:
    def test_a_rejected_letter_is_noted_and_left_out_of_the_sweep(self, poisoned: Letter) -> None:
        good = LetterFactory.create()
        assert bring_up_to_date() == 2
        assert bring_up_to_date() == 0
        poisoned.refresh_from_db()
        assert "immense term" in poisoned.index_error
        assert list(Letter.objects.rejected_by_index()) == [poisoned]
        assert f"{good.pk}-1" in revisions()
        assert find_drift().rejected == 1

    def test_a_mended_letter_comes_in_with_its_next_revision(self, poisoned: Letter) -> None:
        bring_up_to_date()
        poisoned.determinations.update(reviewer_guidelines=[])
        Letter.objects.update(revision=2)
        assert bring_up_to_date() == 1
        poisoned.refresh_from_db()
        assert (poisoned.index_error, poisoned.indexed_revision) == ("", 2)
        assert revisions() == {f"{poisoned.pk}-1": 2, f"{poisoned.pk}-2": 2}

    def test_a_person_may_have_it_tried_again(self, poisoned: Letter) -> None:
        bring_up_to_date()
        assert index_again(Letter.objects.all()) == 1
        assert waiting() == {poisoned.pk}

    def test_a_letter_of_which_no_document_can_be_made_keeps_nobody_waiting(self) -> None:
        odd = LetterFactory.create(determinations=[{"reviewer_guidelines": [{"no": "family"}]}])
        good = LetterFactory.create()
        bring_up_to_date()
        odd.refresh_from_db()
        assert "KeyError" in odd.index_error
        assert set(revisions()) == {f"{good.pk}-1"}

    def test_rejected_letters_do_not_fill_the_sweeps_hands(
        self, poisoned: Letter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keeping, "AT_ONCE", 1)
        good = LetterFactory.create_batch(3)
        bring_up_to_date()
        assert {f"{letter.pk}-1" for letter in good} <= set(revisions())


class TestRemovals:
    def test_letters_deleted_singly_and_in_bulk_leave_the_index(self) -> None:
        single, *many = LetterFactory.create_batch(3, determinations=[{}, {}])
        stays = LetterFactory.create()
        bring_up_to_date()
        single.delete()
        Letter.objects.filter(pk__in=[letter.pk for letter in many]).delete()
        assert purge_waiting() == 3
        assert purge_waiting() == 0
        assert set(revisions()) == {f"{stays.pk}-1"}
        assert not RemovedLetter.objects.filter(purged_at=None).exists()

    def test_documents_of_earlier_revisions_go_too(self) -> None:
        letter = LetterFactory.create(determinations=[{}, {}, {}])
        bring_up_to_date()
        letter.determinations.filter(number=3).delete()
        letter.delete()
        purge_waiting()
        assert revisions() == {}

    def test_a_deletion_that_is_taken_back_purges_nothing(self) -> None:
        letter = LetterFactory.create()
        bring_up_to_date()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Letter.objects.get().delete()
            raise ZeroDivisionError
        assert purge_waiting() == 0
        assert set(revisions()) == {f"{letter.pk}-1"}

    def test_a_writer_that_read_the_letter_before_it_went_cannot_bring_it_back(self) -> None:
        letter = LetterFactory.create()
        read_before = keeping.letters_to_write({letter.pk})
        bring_up_to_date()
        letter.delete()
        purge_waiting()
        write_letters(read_before, settings.SEARCH_ALIAS)
        assert revisions() == {}

    def test_more_removals_than_fit_at_once_are_all_purged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        LetterFactory.create_batch(12, determinations=[])
        bring_up_to_date()
        Letter.objects.all().delete()
        monkeypatch.setattr(keeping, "AT_ONCE", 1)
        assert (purge_waiting(), purge_waiting(), purge_waiting()) == (10, 2, 0)
        assert revisions() == {}


def test_a_revision_with_fewer_determinations_leaves_nothing_of_the_earlier(index: str) -> None:
    letter = LetterFactory.create(determinations=[{}, {}, {}])
    bring_up_to_date()
    letter.determinations.all().delete()
    DeterminationFactory.create(letter=letter, number=1)
    Letter.objects.update(revision=2)
    bring_up_to_date()
    assert revisions(index) == {f"{letter.pk}-1": 2}
