"""The way of one file: every end it can have, each reached once, however often and by whomever it is read."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.forms.models import model_to_dict

from search.ingest import pipeline
from search.ingest.originals import original_path
from search.ingest.pipeline import ATTEMPTS_LIMIT, process_file
from search.ingest.results import finish
from search.ingest.retrying import retry
from search.letters import LetterText, read_letter
from search.letters.facts import LetterFacts
from search.models import Determination, IncomingFile, Letter, Original
from search.models.batches import State
from tests.ingest.letters import CASE_NUMBER, UNREAD, archive, hand_in, hand_in_one, letter, pdf

pytestmark = pytest.mark.django_db


def read(content: bytes, name: str = "letter.txt") -> IncomingFile:
    """Hand a file in and bring it to its result."""
    file = hand_in_one(content, name)
    process_file(file.pk)
    file.refresh_from_db()
    return file


def everything() -> list[dict[str, Any]]:
    """All rows that reading makes or changes."""
    return [
        model_to_dict(row)
        for model in (IncomingFile, Letter, Determination, Original)
        for row in model._default_manager.order_by("pk")
    ]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Have something happen once, after a letter was read and before it is stored."""

    def set_up(happen: Callable[[], object]) -> None:
        left = [happen]

        def interrupted(text: LetterText) -> LetterFacts:
            facts = read_letter(text)
            if left:
                left.pop()()
            return facts

        monkeypatch.setattr(pipeline, "read_letter", interrupted)

    return set_up


class TestResults:
    def test_a_letter_is_imported_with_its_determinations_and_original(self) -> None:
        file = read(letter(CASE_NUMBER, "Lumbar MRI", "Norco 10/325mg #60"))
        stored = Letter.objects.get()
        assert (file.state, file.letter, file.kind) == (State.IMPORTED, stored, "text")
        assert (stored.reference, stored.case_number, stored.revision) == (CASE_NUMBER, CASE_NUMBER, 1)
        rows = stored.determinations.values_list("number", "treatment", "outcome")
        assert list(rows) == [(1, "Lumbar MRI", "upheld"), (2, "Norco 10/325mg #60", "upheld")]
        assert stored.originals.get().sha256 == file.sha256 == stored.original_sha256
        assert file.finished_at is not None

    @pytest.mark.parametrize(
        ("content", "name", "kind", "state"),
        [
            (pdf(letter()), "letter.txt", "pdf", State.IMPORTED),
            (letter(), "letter.pdf", "text", State.IMPORTED),
            (archive({"a.txt": letter()}), "letter.pdf", "zip", State.UNPACKED),
        ],
        ids=["PDF", "text", "archive"],
    )
    def test_the_content_says_what_a_file_is_and_not_its_name(
        self, content: bytes, name: str, kind: str, state: State
    ) -> None:
        file = read(content, name)
        assert (file.kind, file.state) == (kind, state)

    def test_what_is_neither_is_refused_in_words(self) -> None:
        file = read(b"\x89PNG\r\n\x1a\n\0\0\0", "letter.pdf")
        assert file.state == State.REFUSED
        assert "neither a PDF nor a plain text file" in file.reason
        assert not Letter.objects.exists()

    @pytest.mark.parametrize(
        ("content", "words"),
        [(b"%PDF-1.7 and nothing more", "damaged"), (letter() + b"\0", "neither"), (b" \n\f ", "neither")],
        ids=["damaged PDF", "NUL", "blank"],
    )
    def test_an_unreadable_file_is_refused_in_words(self, content: bytes, words: str) -> None:
        file = read(content)
        assert file.state == State.REFUSED
        assert words in file.reason

    def test_details_and_reasons_of_each_determination_are_kept(self) -> None:
        rationale = (
            "There is no documentation of functional improvement. The request is not medically necessary."
        )
        read(letter(CASE_NUMBER, "Right L4-5 chiropractic treatment, 12 visits", rationale=rationale))
        row = Letter.objects.get().determinations.get()
        assert row.details["laterality"] == ["right"]
        assert row.details["spinal_levels"] == ["L4-L5"]
        assert row.details["visits"]["count"] == 12
        (reason,) = row.reasons
        assert reason["key"] == "no_functional_improvement"
        assert row.rationale[reason["start"] : reason["end"]].startswith("There is no documentation")

    def test_many_letters_in_one_file_are_refused_in_words(self) -> None:
        file = read(letter(CASE_NUMBER, *(f"Item {number}" for number in range(201))))
        assert file.state == State.REFUSED
        assert "more than 200 disputed items" in file.reason
        assert not Letter.objects.exists()

    def test_a_letter_in_no_known_layout_is_imported_with_its_reason(self) -> None:
        file = read(UNREAD.encode(), "odd note.txt")
        stored = Letter.objects.get()
        assert (file.state, file.letter) == (State.IMPORTED, stored)
        assert (stored.reference, stored.case_number, stored.text) == ("odd note", None, UNREAD)
        assert file.reason == stored.unread_reason != ""
        assert not stored.determinations.exists()


class TestSecondTime:
    @pytest.mark.parametrize(
        "content",
        [letter(), UNREAD.encode(), b"\0", archive({"a.txt": letter(), "b.zip": archive({"c": b"x"})})],
        ids=["letter", "unread", "refused", "archive"],
    )
    def test_reading_a_file_twice_in_a_row_changes_nothing(self, content: bytes) -> None:
        file = read(content)
        before = everything()
        process_file(file.pk)
        assert everything() == before

    def test_a_file_that_is_gone_is_left_alone(self) -> None:
        file = hand_in_one(letter())
        file.delete()
        process_file(file.pk)
        assert not Letter.objects.exists()

    def test_the_same_bytes_are_a_duplicate_within_and_across_batches(self) -> None:
        batch = hand_in(letter(), letter())
        hand_in(letter(), name="other name.pdf")
        for file_id in IncomingFile.objects.values_list("pk", flat=True):
            process_file(file_id)
        first, *others = IncomingFile.objects.order_by("pk")
        assert (first.state, [file.state for file in others]) == (State.IMPORTED, [State.DUPLICATE] * 2)
        assert {file.reason for file in others} == {f"The same file as {CASE_NUMBER}."}
        assert {file.letter for file in others} == {first.letter}
        assert batch.files.count() == 2
        assert Letter.objects.get().revision == 1

    def test_other_bytes_of_the_same_case_are_a_new_revision(self) -> None:
        first = read(letter(CASE_NUMBER, "Lumbar MRI", "Norco 10/325mg #60"))
        second = read(letter(CASE_NUMBER, "Cervical MRI"))
        stored = Letter.objects.get()
        assert (second.state, second.letter) == (State.REVISED, stored)
        assert (stored.revision, stored.highest_number) == (2, 2)
        assert [item.treatment for item in stored.determinations.all()] == ["Cervical MRI"]
        assert stored.original_sha256 == second.sha256
        assert set(stored.originals.values_list("sha256", flat=True)) == {first.sha256, second.sha256}

    def test_an_earlier_revision_that_comes_again_is_a_duplicate(self) -> None:
        read(letter(CASE_NUMBER, "Lumbar MRI"))
        read(letter(CASE_NUMBER, "Cervical MRI"))
        assert read(letter(CASE_NUMBER, "Lumbar MRI")).state == State.DUPLICATE
        assert Letter.objects.get().determinations.get().treatment == "Cervical MRI"


class TestTwoWorkers:
    def test_on_one_file_store_one_letter(self, meanwhile: Callable[[Callable[[], object]], None]) -> None:
        file = hand_in_one(letter())
        meanwhile(lambda: process_file(file.pk))
        process_file(file.pk)
        file.refresh_from_db()
        assert (file.state, Letter.objects.get().revision) == (State.IMPORTED, 1)
        assert Original.objects.count() == Determination.objects.count() == 1

    def test_on_the_same_bytes_store_one_letter(
        self, meanwhile: Callable[[Callable[[], object]], None]
    ) -> None:
        slow, fast = hand_in(letter(), letter()).files.order_by("pk")
        meanwhile(lambda: process_file(fast.pk))
        process_file(slow.pk)
        states = IncomingFile.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == [State.DUPLICATE, State.IMPORTED]
        assert Letter.objects.get().revision == 1

    def test_on_the_same_case_store_two_revisions(
        self, meanwhile: Callable[[Callable[[], object]], None]
    ) -> None:
        files = hand_in(letter(CASE_NUMBER, "Lumbar MRI"), letter(CASE_NUMBER, "Cervical MRI")).files
        slow, fast = files.order_by("pk")
        meanwhile(lambda: process_file(fast.pk))
        process_file(slow.pk)
        states = IncomingFile.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == [State.REVISED, State.IMPORTED]
        stored = Letter.objects.get()
        assert (stored.revision, stored.determinations.get().treatment) == (2, "Lumbar MRI")

    def test_that_both_refuse_or_finish_first_leave_the_first_result(
        self, meanwhile: Callable[[Callable[[], object]], None]
    ) -> None:
        file = hand_in_one(letter())
        meanwhile(lambda: finish(file, State.FAILED, "given up elsewhere"))
        process_file(file.pk)
        file.refresh_from_db()
        assert (file.state, file.reason) == (State.FAILED, "given up elsewhere")
        assert not Letter.objects.exists()

    def test_of_which_the_slower_crashes_leave_the_others_result(
        self, meanwhile: Callable[[Callable[[], object]], None]
    ) -> None:
        file = hand_in_one(letter())

        def imported_elsewhere_then_crash() -> None:
            process_file(file.pk)
            raise ZeroDivisionError

        meanwhile(imported_elsewhere_then_crash)
        with pytest.raises(ZeroDivisionError):
            process_file(file.pk)
        file.refresh_from_db()
        assert (file.state, file.reason) == (State.IMPORTED, "")
        assert file.letter == Letter.objects.get()

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.usefixtures("broker")
    def test_in_truth_at_once_end_with_one_letter(self) -> None:
        contents = [letter(CASE_NUMBER, f"Lumbar MRI {number // 2}") for number in range(8)]
        ids = list(hand_in(*contents).files.values_list("pk", flat=True))

        def work(file_id: int) -> None:
            with closing(connection):
                process_file(file_id)

        with ThreadPoolExecutor(4) as workers:
            list(workers.map(work, [*ids, *reversed(ids)]))
        states = Counter(IncomingFile.objects.values_list("state", flat=True))
        assert states == {State.IMPORTED: 1, State.REVISED: 3, State.DUPLICATE: 4}
        stored = Letter.objects.get()
        assert (stored.revision, stored.originals.count(), stored.determinations.count()) == (4, 4, 1)


class TestFaultsOfOurs:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> IncomingFile:
        """A file whose reading crashed."""
        file = hand_in_one(letter())
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "read_letter", lambda text: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                process_file(file.pk)
        file.refresh_from_db()
        return file

    def test_a_crash_is_written_to_the_file_and_raised(self, broken: IncomingFile) -> None:
        assert broken.state == State.FAILED
        assert "ZeroDivisionError" in broken.reason
        assert not Letter.objects.exists()

    def test_a_failed_file_is_read_once_more_at_a_persons_word(self, broken: IncomingFile) -> None:
        assert retry(IncomingFile.objects.all()) == 1
        broken.refresh_from_db()
        assert (broken.state, broken.reason, broken.attempts) == (State.WAITING, "", 0)
        process_file(broken.pk)
        broken.refresh_from_db()
        assert broken.state == State.IMPORTED

    def test_retrying_leaves_the_other_files_alone(self) -> None:
        read(letter())
        hand_in_one(UNREAD.encode())
        hand_in_one(b"")
        before = everything()
        assert retry(IncomingFile.objects.all()) == 0
        assert everything() == before

    def test_a_kept_file_that_is_lost_fails_until_it_is_there_again(self) -> None:
        file = hand_in_one(letter())
        place = original_path(file.sha256)
        place.rename(place.with_suffix(".lost"))
        process_file(file.pk)
        file.refresh_from_db()
        assert file.state == State.FAILED
        assert "No such file" in file.reason
        place.with_suffix(".lost").rename(place)
        retry(IncomingFile.objects.all())
        process_file(file.pk)
        file.refresh_from_db()
        assert file.state == State.IMPORTED

    def test_a_file_that_kills_its_worker_again_and_again_is_given_up(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = hand_in_one(letter())

        def die(text: LetterText) -> LetterFacts:
            raise SystemExit

        monkeypatch.setattr(pipeline, "read_letter", die)
        for attempt in range(1, ATTEMPTS_LIMIT + 1):
            with pytest.raises(SystemExit):
                process_file(file.pk)
            file.refresh_from_db()
            assert (file.state, file.attempts) == (State.READING, attempt)
        process_file(file.pk)
        file.refresh_from_db()
        assert file.state == State.FAILED
        assert f"{ATTEMPTS_LIMIT} times" in file.reason


@contextmanager
def locked_database() -> Iterator[None]:
    """Another process holds the write lock for longer than this one waits."""
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(str(name), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    # The next connection has the usual patience again.
    connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("broker")
def test_a_file_stays_open_while_the_database_fails(
    meanwhile: Callable[[Callable[[], object]], None],
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("locks out SQLite's writers; other databases wait for the lock")
    file = hand_in_one(letter())
    lock = locked_database()
    meanwhile(lock.__enter__)
    with pytest.raises(OperationalError):
        process_file(file.pk)
    lock.__exit__(None, None, None)
    file.refresh_from_db()
    assert file.state == State.READING
    process_file(file.pk)
    file.refresh_from_db()
    assert file.state == State.IMPORTED
