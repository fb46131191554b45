"""What the workers do: tasks may run twice, take an id alone, and try again what may pass by itself."""

import base64
import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.db import OperationalError
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from redis import Redis

from search import tasks
from search.index.errors import EngineRefused
from search.models import IncomingFile, Letter, RemovedLetter
from search.models.batches import State
from search.queueing import (
    READ_FILE,
    UPDATE_INDEX,
    letters_queue_length,
    queue_index_update,
    queue_reading,
)
from tests.factories import IncomingFileFactory, LetterFactory
from tests.ingest.letters import hand_in_one, letter

pytestmark = pytest.mark.django_db


def messages(broker: Redis, name: str) -> list[tuple[str, Any]]:
    """Task and arguments of every message that waits in a queue, newest first."""
    waiting = [json.loads(raw) for raw in broker.lrange(name, 0, -1)]
    return [(found["headers"]["task"], json.loads(base64.b64decode(found["body"]))[0]) for found in waiting]


class TestMessages:
    def test_a_file_is_queued_with_its_id_alone(self, broker: Redis) -> None:
        queue_reading(1)
        assert messages(broker, "letters") == [(READ_FILE, [1])]

    def test_one_index_task_is_queued_for_many_changes_until_it_begins(self, broker: Redis) -> None:
        for _ in range(3):
            queue_index_update()
        assert messages(broker, "index") == [(UPDATE_INDEX, [])]

    @pytest.mark.usefixtures("index")
    def test_a_change_after_the_index_task_began_queues_another(self, broker: Redis) -> None:
        queue_index_update()
        tasks.update_index()
        queue_index_update()
        assert messages(broker, "index") == [(UPDATE_INDEX, []), (UPDATE_INDEX, [])]

    def test_every_task_that_is_sent_by_name_is_there(self) -> None:
        assert {READ_FILE, UPDATE_INDEX} <= set(current_app.tasks)
        swept = {entry["task"] for entry in current_app.conf.beat_schedule.values()}
        assert swept <= set(current_app.tasks)

    def test_a_stored_letter_and_a_deleted_one_are_queued_for_the_index(
        self, broker: Redis, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        file = hand_in_one(letter())
        with django_capture_on_commit_callbacks(execute=True):
            tasks.read_file(file.pk)
        assert messages(broker, "index") == [(UPDATE_INDEX, [])]
        broker.flushdb()
        with django_capture_on_commit_callbacks(execute=True):
            Letter.objects.get().delete()
        assert messages(broker, "index") == [(UPDATE_INDEX, [])]

    def test_a_broker_that_takes_nothing_more_is_as_good_as_away(
        self,
        full_broker: str,
        broker_away: Callable[..., None],
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        monkeypatch.setenv("CELERY_BROKER_URL", full_broker)
        queue_reading(1)
        assert "left to the sweep" in caplog.text
        assert "used memory" in caplog.text


class _Full(socketserver.StreamRequestHandler):
    """Answers every command as a Redis whose memory is full."""

    def handle(self) -> None:
        while line := self.rfile.readline():
            for _ in range(int(line[1:])):
                self.rfile.read(int(self.rfile.readline()[1:]) + 2)
            self.wfile.write(b"-OOM command not allowed when used memory > 'maxmemory'.\r\n")


@pytest.fixture
def full_broker() -> Iterator[str]:
    """The address of a Redis that takes nothing more."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Full) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"redis://127.0.0.1:{server.server_address[1]}/0"
        server.shutdown()


@pytest.mark.usefixtures("index")
class TestTwice:
    def test_every_task_run_twice_in_a_row_leaves_what_it_left(self, broker: Redis) -> None:
        file = hand_in_one(letter())
        for _ in range(2):
            tasks.read_file(file.pk)
        stored = Letter.objects.get()
        for _ in range(2):
            tasks.update_index()
        stored.refresh_from_db()
        assert (stored.revision, stored.indexed_revision) == (1, 1)
        stored.delete()
        removed = RemovedLetter.objects.get()
        for _ in range(2):
            tasks.update_index()
        removed.refresh_from_db()
        assert removed.purged_at is not None
        assert not Letter.objects.exists()

    def test_the_sweep_of_files_queues_a_lost_file_once(self, broker: Redis) -> None:
        file = IncomingFileFactory.create()
        IncomingFile.objects.update(queued_at=timezone.now() - timedelta(hours=1))
        for _ in range(2):
            tasks.sweep_files()
        assert messages(broker, "letters") == [(READ_FILE, [file.pk])]
        assert letters_queue_length() == 1


class TestRetries:
    @pytest.mark.parametrize(
        ("fault", "tries"),
        [(OperationalError("locked"), 6), (ZeroDivisionError(), 1)],
        ids=lambda value: type(value).__name__,
    )
    def test_only_what_may_pass_by_itself_is_tried_again(
        self, fault: Exception, tries: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls: list[int] = []

        def fail(file_id: int) -> None:
            calls.append(file_id)
            raise fault

        monkeypatch.setattr(tasks, "process_file", fail)
        assert tasks.read_file.apply(args=(1,)).state == "FAILURE"
        assert len(calls) == tries

    def test_a_request_that_the_engine_refuses_is_no_outage(
        self, broker: Redis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse() -> None:
            raise EngineRefused("nonsense")

        monkeypatch.setattr("search.index.keeping.bring_up_to_date", refuse)
        assert tasks.update_index.apply().state == "FAILURE"

    def test_a_file_whose_reading_crashed_is_not_read_again_by_itself(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = hand_in_one(letter())
        monkeypatch.setattr("search.ingest.pipeline.read_letter", lambda text: 1 / 0)
        assert tasks.read_file.apply(args=(file.pk,)).state == "FAILURE"
        file.refresh_from_db()
        assert (file.state, file.attempts) == (State.FAILED, 1)

    def test_an_engine_that_is_away_only_delays(self, broker: Redis, engine_away: None) -> None:
        stored = LetterFactory.create()
        assert tasks.update_index.apply().state == "SUCCESS"
        assert list(Letter.objects.waiting_for_index()) == [stored]
