import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis

from imrportal.services import ports
from imrportal.services.errors import ServiceError
from imrportal.services.redis_server import DATABASES, redis_process, redis_url, wait_for_redis
from tests.services.test_process import wait_for_death


@contextmanager
def running_redis(folder: Path, *, lasting: bool) -> Iterator["Redis"]:
    port = ports.find_free()
    process = redis_process(folder, port, os.environ, lasting=lasting)
    process.start()
    try:
        wait_for_redis(process, port)
        with Redis.from_url(redis_url(port)) as client:
            yield client
    finally:
        process.stop()
    assert wait_for_death(process.pid)
    assert ports.is_free(port)


def test_redis_answers_with_enough_databases_and_stops_without_a_trace(tmp_path: Path) -> None:
    with running_redis(tmp_path, lasting=False) as redis:
        assert redis.config_get("databases") == {"databases": str(DATABASES)}
        redis.set("queued", "work")
    assert list(tmp_path.iterdir()) == []


def test_queued_work_survives_a_restart_of_a_lasting_redis(tmp_path: Path) -> None:
    with running_redis(tmp_path, lasting=True) as redis:
        redis.set("queued", "work")
    with running_redis(tmp_path, lasting=True) as redis:
        assert redis.get("queued") == b"work"


def test_redis_that_cannot_start_says_why(tmp_path: Path) -> None:
    with socket.create_server((ports.LOOPBACK, 0)) as listener:
        port = listener.getsockname()[1]
        process = redis_process(tmp_path, port, os.environ, lasting=False)
        process.start()
        with pytest.raises(ServiceError, match=r"(?s)redis ended while it was starting.*in use"):
            wait_for_redis(process, port)
