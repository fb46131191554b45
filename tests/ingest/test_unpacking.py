"""Archives to rows: every member has one, with its result or the reason why it has none."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks
from redis import Redis

from search.ingest import archives, unpacking
from search.ingest.pipeline import ATTEMPTS_LIMIT, process_file
from search.ingest.receiving import receive_one
from search.models import IncomingFile, Letter
from search.models.batches import OPEN_STATES, State
from search.queueing import letters_queue_length
from tests.ingest.letters import CASE_NUMBER, archive, hand_in_one, letter

pytestmark = pytest.mark.django_db

CONTENT = archive({f"{number}.txt": letter(f"CM16-000000{number}") for number in range(5)})


def process_open() -> int:
    """Process what is open, as workers would, until nothing is. Returns how many readings it took."""
    count = 0
    while file := IncomingFile.objects.filter(state__in=OPEN_STATES).first():
        process_file(file.pk)
        count += 1
    return count


def members_of(file: IncomingFile) -> list[tuple[Any, ...]]:
    return list(file.members.order_by("position").values_list("position", "name", "state"))


def test_every_file_inside_becomes_a_file_of_the_same_batch() -> None:
    file = hand_in_one(CONTENT, "letters.zip")
    process_open()
    file.refresh_from_db()
    assert (file.state, file.reason, file.kind) == (State.UNPACKED, "5 files inside", "zip")
    assert members_of(file) == [(n + 1, f"{n}.txt", State.IMPORTED) for n in range(5)]
    assert file.batch.files.count() == 6
    assert Letter.objects.count() == 5


def test_what_is_refused_has_its_row_and_reason_and_the_rest_is_read() -> None:
    inside = {
        "nested.zip": archive({"inner.txt": letter()}),
        "empty.txt": b"",
        "bomb.txt": b"\0" * 4 * 1024**2,
        "../../up.exe": b"MZ\x90\x00",
        "good.txt": letter(),
    }
    file = hand_in_one(archive(inside))
    process_open()
    rows = {
        name: (state, reason) for name, state, reason in file.members.values_list("name", "state", "reason")
    }
    assert {name for name, (state, _) in rows.items() if state == State.REFUSED} == set(rows) - {"good.txt"}
    assert rows["good.txt"][0] == State.IMPORTED
    assert "archive inside an archive" in rows["nested.zip"][1]
    assert "empty" in rows["empty.txt"][1]
    assert "200 times" in rows["bomb.txt"][1]
    assert "neither" in rows["up.exe"][1]
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (archive({}), "no files"),
        (archive({"folder/": b"", ".DS_Store": b"x"}), "no files"),
        (CONTENT[:-30], "damaged"),
        (b"PK\x03\x04 nonsense", "damaged"),
    ],
    ids=["empty", "nothing of use", "cut short", "nonsense"],
)
def test_an_archive_that_gives_nothing_is_refused_in_words(content: bytes, words: str) -> None:
    file = hand_in_one(content, "letters.zip")
    process_file(file.pk)
    file.refresh_from_db()
    assert file.state == State.REFUSED
    assert words in file.reason


def test_too_full_an_archive_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MEMBERS_LIMIT", 4)
    file = hand_in_one(CONTENT)
    process_file(file.pk)
    file.refresh_from_db()
    assert (file.state, file.members.count()) == (State.REFUSED, 0)


def test_a_letter_twice_in_an_archive_is_a_duplicate() -> None:
    hand_in_one(archive({"a.txt": letter(), "b/a.txt": letter()}))
    process_open()
    states = IncomingFile.objects.exclude(archive=None).order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.IMPORTED, State.DUPLICATE]
    assert Letter.objects.get().case_number == CASE_NUMBER


class TestStretches:
    @pytest.fixture(autouse=True)
    def short(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A stretch ends after one member."""
        monkeypatch.setattr(unpacking, "STRETCH_SECONDS", -1.0)

    def test_a_large_archive_goes_on_stretch_by_stretch_however_many(
        self, broker: Redis, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        file = hand_in_one(CONTENT)
        for done in range(1, 6):
            with django_capture_on_commit_callbacks(execute=True):
                process_file(file.pk)
            assert file.members.count() == done > ATTEMPTS_LIMIT - 3
            # The member and the archive itself.
            assert letters_queue_length() == 2
            broker.flushdb()
        file.refresh_from_db()
        assert file.state == State.WAITING
        process_file(file.pk)
        file.refresh_from_db()
        assert file.state == State.UNPACKED

    def test_the_allowance_holds_over_all_stretches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        content = archive({f"{number}.txt": bytes([65 + number]) * 1000 for number in range(5)})
        monkeypatch.setattr(archives, "TOTAL_BYTES_LIMIT", 2500)
        file = hand_in_one(content)
        process_open()
        refused = file.members.filter(reason__contains="unpacks to too much")
        assert refused.count() == 3


def test_an_unpacking_whose_worker_died_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    file = hand_in_one(CONTENT)

    def die_at_the_third(batch: Any, position: int, *rest: Any) -> IncomingFile:
        if position == 3:
            raise SystemExit
        return receive_one(batch, position, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(unpacking, "receive_one", die_at_the_third)
        with pytest.raises(SystemExit):
            process_file(file.pk)
    assert file.members.count() == 2
    process_open()
    assert members_of(file) == [(n + 1, f"{n}.txt", State.IMPORTED) for n in range(5)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("broker")
def test_two_workers_at_one_archive_make_each_row_once() -> None:
    file = hand_in_one(CONTENT)

    def work(_: int) -> None:
        with closing(connection):
            process_file(file.pk)

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, range(2)))
    file.refresh_from_db()
    assert file.state == State.UNPACKED
    assert members_of(file) == [(n + 1, f"{n}.txt", State.WAITING) for n in range(5)]


def test_a_full_disk_leaves_the_archive_to_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Members are not refused for what the machine lacks."""
    file = hand_in_one(CONTENT)

    def full(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("search.ingest.receiving.keep", full)
        process_file(file.pk)
    file.refresh_from_db()
    assert (file.state, file.members.count()) == (State.FAILED, 0)
    assert "No space left" in file.reason
