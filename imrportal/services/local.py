"""An engine and a Redis of one's own, started together: what `run`, `test` and `dev` have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from imrportal.services.distribution import obtain_distribution
from imrportal.services.engine import Node, engine_process, wait_for_engine
from imrportal.services.folders import cache_folder, engine_folder, unprivileged_account
from imrportal.services.java import choose_java
from imrportal.services.process import ServiceProcess
from imrportal.services.redis_server import redis_process, redis_url, wait_for_redis

DEFAULT_HEAP = "512m"


@dataclass(frozen=True, slots=True)
class LocalService:
    """A service that was started here.

    Attributes:
        process: its process.
        url: its address.
        wait: returns when it answers; raises ServiceError when it does not.
    """

    process: ServiceProcess
    url: str
    wait: Callable[[], None]


def make_engine(
    folder: Path, port: int, environ: Mapping[str, str], say: Callable[[str], None]
) -> LocalService:
    """Prepare an OpenSearch node that keeps its data in `folder` where its user gets in there.

    OPENSEARCH_HEAP sets its heap (default 512m).

    Raises:
        ServiceError: the program files or a JVM cannot be had.
    """
    account = unprivileged_account()
    cache = cache_folder(environ, account)
    java = choose_java(environ, cache, for_anyone=account is not None)
    distribution = obtain_distribution(cache, java.home, environ, say)
    node = Node(
        distribution,
        java,
        engine_folder(folder, account, cache),
        port,
        environ.get("OPENSEARCH_HEAP") or DEFAULT_HEAP,
        account,
    )
    process = engine_process(node, environ)
    return LocalService(process, node.url, lambda: wait_for_engine(process, port))


def make_redis(folder: Path, port: int, environ: Mapping[str, str], *, lasting: bool) -> LocalService:
    """Prepare a Redis whose data lies in `folder`.

    Raises:
        ServiceError: there is no server program for this machine.
    """
    process = redis_process(folder, port, environ, lasting=lasting)
    return LocalService(process, redis_url(port), lambda: wait_for_redis(process, port))
