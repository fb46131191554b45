"""`make services`: an engine and a Redis alone, in the foreground, for work on the portal by hand.

The addresses are printed as `export` lines; everything else goes to stderr.
"""

import os
import sys
from typing import NoReturn

from imrportal.services.errors import ServiceError
from imrportal.services.local import make_engine, make_redis
from imrportal.services.options import Options, read_options
from imrportal.services.signals import StopAsked, raise_when_asked_to_stop, wait_for_signal
from imrportal.services.supervisor import Supervisor


def main() -> int:
    raise_when_asked_to_stop()
    try:
        with Supervisor(_say) as supervisor:
            _serve(read_options(), supervisor)
    except StopAsked:
        return 0
    except ServiceError as problem:
        _say(str(problem))
        return 1


def _serve(options: Options, supervisor: Supervisor) -> NoReturn:
    redis = make_redis(options.data_dir / "redis", options.redis_port, os.environ, lasting=True)
    engine = make_engine(options.data_dir / "engine", options.opensearch_port, os.environ, _say)
    for service in (redis, engine):
        supervisor.start(service.process)
    for service in (redis, engine):
        service.wait()
        supervisor.keep(service.process, wait=service.wait)
    print(f"export REDIS_URL={redis.url} OPENSEARCH_URL={engine.url}", flush=True)
    wait_for_signal()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
