"""Stored letters read again by a newer reader."""

import pytest
from django.core.management import CommandError, call_command
from redis import Redis

from search.ingest import rereading
from search.ingest.rereading import letters_older_than, reread
from search.letters import READER_VERSION
from search.models import Determination, Letter
from search.models.letters import Visibility
from search.tasks import read_file
from tests.factories import LetterFactory
from tests.ingest.letters import hand_in_one, letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(broker: Redis) -> Letter:
    read_file(hand_in_one(letter()).pk)
    return Letter.objects.get()


def test_what_reads_the_same_stays_as_it_is_with_the_new_version(stored: Letter) -> None:
    Letter.objects.update(reader_version="0.1", indexed_revision=1)
    rows = list(Determination.objects.values())
    for _ in range(2):
        assert not reread(stored.pk)
    stored.refresh_from_db()
    assert (stored.revision, stored.reader_version) == (1, READER_VERSION)
    assert list(Determination.objects.values()) == rows


def test_what_reads_otherwise_is_a_new_revision_that_waits_for_the_index(stored: Letter) -> None:
    treatment = Determination.objects.get(number=1).treatment
    Determination.objects.update(treatment="Misread")
    Letter.objects.update(indexed_revision=1, claimant_age=7)
    assert reread(stored.pk)
    stored.refresh_from_db()
    assert stored.revision == 2
    assert stored.claimant_age != 7
    assert Determination.objects.get(number=1).treatment == treatment
    assert list(Letter.objects.waiting_for_index()) == [stored]


def test_fewer_determinations_than_before_are_remembered_for_the_index(stored: Letter) -> None:
    Determination.objects.create(letter=stored, number=9, treatment="Never there", outcome="upheld")
    Letter.objects.update(highest_number=9)
    assert reread(stored.pk)
    stored.refresh_from_db()
    assert stored.highest_number == 9
    assert not stored.determinations.filter(number=9).exists()


def test_identifiers_that_are_found_only_now_put_a_letter_in_quarantine(
    stored: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    Letter.objects.update(text="Patient: Jane Roe. Date of birth: 03/17/1956.\n" + stored.text)
    assert reread(stored.pk)
    stored.refresh_from_db()
    assert stored.visibility == Visibility.QUARANTINED


def test_identifiers_that_a_person_has_judged_do_not(stored: Letter) -> None:
    Letter.objects.update(text="Date of birth: 03/17/1956.\n" + stored.text)
    reread(stored.pk)
    Letter.objects.update(visibility=Visibility.PUBLIC)
    reread(stored.pk)
    stored.refresh_from_db()
    assert stored.visibility == Visibility.PUBLIC


def test_a_letter_that_is_gone_is_passed_over() -> None:
    assert not reread(12345)


def test_only_letters_of_older_readers_are_chosen() -> None:
    old, odd, new = (LetterFactory.create(reader_version=version) for version in ("1.9", "test", "1.10"))
    assert letters_older_than("1.10") == [old.pk, odd.pk]
    assert letters_older_than(None) == [old.pk, odd.pk, new.pk]


def test_the_command_says_how_many_changed(stored: Letter, capsys: pytest.CaptureFixture[str]) -> None:
    Determination.objects.update(treatment="Misread")
    call_command("reread_letters")
    assert "1 letters read again, 1 changed" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no version"):
        call_command("reread_letters", "--older-than", "yesterday")


def test_a_case_number_that_another_letter_has_keeps_no_other_letter_from_being_read(
    stored: Letter, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = LetterFactory.create(case_number=None, reference="twin", text=stored.text)
    Determination.objects.filter(letter=stored).update(treatment="Misread")
    with pytest.raises(CommandError, match="twin"):
        call_command("reread_letters")
    assert "1 letters read again, 1 changed" in capsys.readouterr().out
    twin.refresh_from_db()
    assert twin.case_number is None


def test_a_reader_that_fails_changes_nothing(stored: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Letter.objects.values().get()
    monkeypatch.setattr(rereading, "determination_row", lambda letter, item: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reread(stored.pk)
    assert Letter.objects.values().get() == before
