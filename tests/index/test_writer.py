"""Writing letters to the index: the newest revision wins, whatever comes late, twice or not at all."""

import pytest
from django.conf import settings

from search.index.alias import current_index, delete_index, physical_indices
from search.index.engine import indexing_client
from search.index.errors import EngineUnavailable
from search.index.keeping import letters_to_write
from search.index.writer import Written, purge_letters, write_letters
from search.models import Determination, Letter, RemovedLetter
from tests.factories import DeterminationFactory, LetterFactory
from tests.index.held import documents, revisions
from tests.index.line import Fault, Line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def write(*letters: Letter) -> Written:
    """Write the letters as the database has them now."""
    return write_letters(letters_to_write({letter.pk for letter in letters}), settings.SEARCH_ALIAS)


def revise(letter: Letter, *treatments: str) -> None:
    """A new revision of the letter with these determinations."""
    letter.determinations.all().delete()
    for number, treatment in enumerate(treatments, start=1):
        DeterminationFactory.create(letter=letter, number=number, treatment=treatment)
    letter.revision += 1
    letter.highest_number = max(letter.highest_number, len(treatments))
    letter.save()


def treatments() -> dict[str, str]:
    return {key: document["treatment"] for key, document in documents().items()}


class TestRevisions:
    def test_each_determination_is_a_document_with_its_letters_facts(self) -> None:
        letter = LetterFactory.create(determinations=[{}, {"treatment": "Lumbar MRI"}])
        assert write(letter) == Written()
        held = documents()[f"{letter.pk}-2"]
        assert (held["reference"], held["letter"]) == (f"{letter.reference}#2", letter.reference)
        assert (held["treatment"], held["revision"], held["is_read"]) == ("Lumbar MRI", 1, True)
        assert held["decided_year"] == "2016"

    def test_a_late_writer_loses_without_an_error(self) -> None:
        letter = LetterFactory.create()
        late = letters_to_write({letter.pk})
        revise(letter, "Cervical MRI")
        write(letter)
        assert write_letters(late, settings.SEARCH_ALIAS) == Written()
        assert treatments() == {f"{letter.pk}-1": "Cervical MRI"}

    def test_the_same_revision_is_written_anew(self) -> None:
        letter = LetterFactory.create()
        write(letter)
        Determination.objects.update(treatment="Read better by newer code")
        write(letter)
        assert treatments() == {f"{letter.pk}-1": "Read better by newer code"}

    def test_what_earlier_revisions_had_more_is_deleted_by_whichever_revision_comes(self) -> None:
        letter = LetterFactory.create(determinations=[{}, {}, {}])
        write(letter)
        revise(letter, "Lumbar MRI")
        revise(letter, "Lumbar MRI", "Cervical MRI")
        write(letter)
        assert set(treatments()) == {f"{letter.pk}-1", f"{letter.pk}-2"}

    def test_a_letter_that_could_not_be_read_has_one_document_until_it_can(self) -> None:
        letter = LetterFactory.create(determinations=[], unread_reason="No heading.", text="strange words")
        write(letter)
        (key, held), *others = documents().items()
        assert (key, held["unread_text"], held["is_read"], others) == (
            f"{letter.pk}-0",
            "strange words",
            False,
            [],
        )
        revise(letter, "Lumbar MRI")
        write(letter)
        assert set(revisions()) == {f"{letter.pk}-1"}


class TestPurging:
    def test_a_purge_takes_every_document_also_what_a_late_writer_brings(self) -> None:
        letter, other = LetterFactory.create(determinations=[{}, {}]), LetterFactory.create()
        write(letter, other)
        late = letters_to_write({letter.pk})
        letter.delete()
        purge_letters(RemovedLetter.objects.all(), settings.SEARCH_ALIAS)
        purge_letters(RemovedLetter.objects.all(), settings.SEARCH_ALIAS)
        write_letters(late, settings.SEARCH_ALIAS)
        assert set(revisions()) == {f"{other.pk}-1"}


class TestRejections:
    def test_a_rejected_document_is_told_with_its_reason_and_keeps_no_other_out(
        self, poisoned: Letter
    ) -> None:
        good = LetterFactory.create()
        rejected = write(poisoned, good).rejected
        assert set(rejected) == {poisoned.pk}
        assert "immense term" in rejected[poisoned.pk]
        assert f"{good.pk}-1" in revisions()

    def test_an_unknown_field_is_rejected_by_the_mapping(self, index: str) -> None:
        answer = indexing_client().bulk(body=[{"index": {"_index": index}}, {"surprise": 1}])
        (item,) = answer["items"]
        assert item["index"]["error"]["type"] == "strict_dynamic_mapping_exception"


class TestOutages:
    """Nothing may be taken as written, and no letter as rejected."""

    @pytest.mark.parametrize("block", ["write", "read_only_allow_delete"])
    def test_an_index_that_is_closed_for_writing_rejects_no_letter(self, index: str, block: str) -> None:
        letter = LetterFactory.create()
        indexing_client().indices.put_settings(index=index, body={f"index.blocks.{block}": True})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("time.sleep", lambda seconds: None)
            with pytest.raises(EngineUnavailable, match="blocked"):
                write(letter)
        indexing_client().indices.put_settings(index=index, body={f"index.blocks.{block}": False})

    def test_without_the_alias_nothing_is_written_and_no_index_appears_in_its_place(self, index: str) -> None:
        letter = LetterFactory.create()
        gone = RemovedLetter(letter_id=99, revision=2, highest_number=1)
        delete_index(index)
        with pytest.raises(EngineUnavailable, match="index_not_found"):
            write(letter)
        with pytest.raises(EngineUnavailable, match="not built yet"):
            purge_letters([gone], settings.SEARCH_ALIAS)
        assert not indexing_client().indices.exists(index=settings.SEARCH_ALIAS)
        assert (current_index(), physical_indices()) == (None, [])

    @pytest.mark.parametrize("what", [429, 502, 503, 504, Fault.CUT, Fault.LOST], ids=str)
    def test_a_sick_engine_is_unavailable(
        self, line: Line, what: int | Fault, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        letter = LetterFactory.create()
        line.trouble("_bulk", what)
        monkeypatch.setattr("time.sleep", lambda seconds: None)
        with pytest.raises(EngineUnavailable):
            write(letter)

    def test_an_engine_that_is_away_is_unavailable(self, engine_away: None) -> None:
        with pytest.raises(EngineUnavailable, match="does not answer"):
            write(LetterFactory.create())
