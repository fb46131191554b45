"""`make services`: an engine and a Redis alone, in the foreground, for work on the portal by hand.

The addresses are printed as `export` lines; everything else goes to stderr.
"""

import os
import sys
from pathlib import Path

from imrportal.services.errors import ServiceError
from imrportal.services.folders import PROJECT
from imrportal.services.local import make_engine, make_redis
from imrportal.services.process import stop_all
from imrportal.services.signals import StopAsked, raise_when_asked_to_stop, undisturbed


def main() -> int:
    raise_when_asked_to_stop()
    data = Path(os.environ.get("DATA_DIR") or PROJECT / "var").absolute()
    services = []
    try:
        services.append(make_redis(data / "redis", int(os.environ["REDIS_PORT"]), os.environ, lasting=True))
        services.append(make_engine(data / "engine", int(os.environ["OPENSEARCH_PORT"]), os.environ, _say))
        for service in services:
            service.process.start()
        for service in services:
            service.wait()
        print(f"export REDIS_URL={services[0].url} OPENSEARCH_URL={services[1].url}", flush=True)
        services[1].process.wait()
    except StopAsked:
        return 0
    except ServiceError as problem:
        _say(str(problem))
    finally:
        with undisturbed():
            stop_all([service.process for service in services])
    return 1


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
