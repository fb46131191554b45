"""`make run`: everything that the portal needs, started in order, kept running, stopped together."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from imrportal.services.console import Console
from imrportal.services.errors import ServiceError
from imrportal.services.loading import load_letters, welcome
from imrportal.services.local import LocalService, make_engine, make_redis
from imrportal.services.manage import ManageCommands
from imrportal.services.options import Options, read_options
from imrportal.services.portal import (
    addresses_for_other_terminals,
    page_answers,
    portal_environment,
    portal_processes,
)
from imrportal.services.preflight import find_problems
from imrportal.services.signals import StopAsked, raise_when_asked_to_stop, wait_for_signal
from imrportal.services.supervisor import Supervisor
from imrportal.services.waiting import wait_until

PAGE_SECONDS = 60
# The widest names, so that all lines stand in one column.
NAMES = ["opensearch", "redis", "web", "worker", "beat", "ingest_letters"]
MEANWHILE = {
    "opensearch": ": searches answer 503 until it is back, letter pages go on",
    "redis": ": new letters wait until it is back, searches and letter pages go on",
}


def main() -> int:
    """Run the portal until someone asks it to stop; the exit status."""
    raise_when_asked_to_stop()
    try:
        options = read_options()
        with _only_run_of(options.data_dir):
            problems = list(find_problems(options, os.environ))
            if problems:
                raise ServiceError("\n".join(problems))
            _serve(options, Console(NAMES))
    except StopAsked:
        print("Everything that was started here is stopped.", flush=True)
    except ServiceError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _serve(options: Options, console: Console) -> None:
    """Start everything and wait for a signal, which arrives here as StopAsked."""
    with Supervisor(console.say) as services:
        local = _start_services(options, services, console)
        environment = portal_environment(options, {name: one.url for name, one in local.items()}, os.environ)
        commands = ManageCommands(environment, console)
        with addresses_for_other_terminals(options, environment):
            account = _set_up_database(commands)
            for name, service in local.items():
                service.wait()
                services.keep(service.process, MEANWHILE[name], service.wait)
            commands.run("ensure_index")
            with Supervisor(console.say) as portal:
                _start_portal(options, environment, portal, console)
                load_letters(options, commands, console)
                welcome(options, commands, console, account)
                wait_for_signal()


def _start_services(options: Options, services: Supervisor, console: Console) -> dict[str, LocalService]:
    """Start what the environment gives no address of; by the service's name."""
    local = {}
    if options.redis_url is None:
        local["redis"] = make_redis(options.data_dir / "redis", options.redis_port, os.environ, lasting=True)
    if options.opensearch_url is None:
        local["opensearch"] = make_engine(
            options.data_dir / "engine", options.opensearch_port, os.environ, console.say
        )
    for name, service in local.items():
        console.say(f"Starting {name} at {service.url}…")
        services.start(service.process)
    return local


def _set_up_database(commands: ManageCommands) -> str:
    """What needs no engine, done while it starts; returns the new staff account's line, or nothing."""
    commands.run("migrate", "--noinput", "--verbosity", "0")
    commands.run("collectstatic", "--noinput", "--verbosity", "0")
    return commands.run("ensure_staff")


def _start_portal(
    options: Options, environment: dict[str, str], portal: Supervisor, console: Console
) -> None:
    processes = portal_processes(options, environment, console)
    for process in processes:
        portal.start(process)
    web = processes[0]
    wait_until(lambda: page_answers(options.port), web, PAGE_SECONDS)
    for process in processes:
        portal.keep(process)


@contextmanager
def _only_run_of(data_dir: Path) -> Iterator[None]:
    """Hold the data folder, so that a second run of the same data ends with a sentence."""
    with ExitStack() as held:
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            lock = held.enter_context((data_dir / "run.lock").open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ServiceError(
                f"`make run` already runs on the data in {data_dir}: stop that one with Ctrl-C, or give"
                " another folder and other ports (DATA_DIR, PORT, OPENSEARCH_PORT, REDIS_PORT)."
            ) from error
        except OSError as error:
            raise ServiceError(
                f"The data folder cannot be used ({error}): set DATA_DIR to another."
            ) from error
        yield


if __name__ == "__main__":
    sys.exit(main())
