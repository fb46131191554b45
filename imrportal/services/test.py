"""`make test`: the tests against a real engine and a real Redis of their own, which end with them."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from imrportal.services import ports
from imrportal.services.browser import obtain_browser
from imrportal.services.checkers import obtain_checkers
from imrportal.services.errors import ServiceError
from imrportal.services.folders import (
    PROJECT,
    SHARED_DATA,
    anyone_can_reach,
    cache_folder,
    make_folder,
    unprivileged_account,
)
from imrportal.services.local import LocalService, make_engine, make_redis
from imrportal.services.preflight import missing_for_engine, missing_space
from imrportal.services.process import die_with_parent
from imrportal.services.signals import HEARING_SECONDS, StopAsked, raise_when_asked_to_stop, undisturbed
from imrportal.services.supervisor import Supervisor

# One module's tests stay in one process: several share what they made dear.
PARALLEL = ["-n", "2", "--dist", "loadscope"]
SECONDS_TO_TEAR_DOWN = 20


def main(arguments: list[str]) -> int:
    """Start the services, run pytest with the arguments, stop the services; pytest's exit status."""
    raise_when_asked_to_stop()
    try:
        with _throw_away_folder() as folder, Supervisor(_say) as services:
            _refuse_problems(folder)
            browser = obtain_browser(os.environ, _say)
            obtain_checkers(cache_folder(os.environ, unprivileged_account()), os.environ, _say)
            addresses = _start_services(folder, services)
            environment = environment_of_tests(os.environ, folder, browser, addresses)
            return _run_pytest([*PARALLEL, *arguments], environment)
    except StopAsked as asked:
        return 128 + asked.number
    except ServiceError as problem:
        _say(str(problem))
        return 1


def environment_of_tests(
    environ: Mapping[str, str], folder: Path, browser: Path, addresses: Mapping[str, str]
) -> dict[str, str]:
    """The environment of the tests: the caller's, but with services, data and key of their own."""
    # Importing this package sets it, and pytest would take it before what pyproject.toml names.
    inherited = {name: value for name, value in environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return {
        **inherited,
        **addresses,
        "DATA_DIR": str(folder / "data"),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "HTTPS_ONLY": "False",
        "CHROMIUM": str(browser),
    }


def _refuse_problems(folder: Path) -> None:
    problems = list(missing_space([folder]))
    if "TEST_OPENSEARCH_URL" not in os.environ:
        problems += missing_for_engine(os.environ)
    if problems:
        raise ServiceError("\n".join(problems))


def _start_services(folder: Path, services: Supervisor) -> dict[str, str]:
    """Start what TEST_OPENSEARCH_URL and TEST_REDIS_URL do not give; all addresses, by their setting."""
    makers: dict[str, Callable[[], LocalService]] = {
        "REDIS_URL": lambda: make_redis(folder / "redis", ports.find_free(), os.environ, lasting=False),
        "OPENSEARCH_URL": lambda: make_engine(folder / "engine", ports.find_free(), os.environ, _say),
    }
    addresses, started = {}, []
    for name, make in makers.items():
        given = os.environ.get(f"TEST_{name}")
        if given:
            addresses[name] = given
            continue
        service = make()
        services.start(service.process)
        started.append(service)
        addresses[name] = service.url
    _say(f"Tests run against {' and '.join(addresses.values())}.")
    for service in started:
        service.wait()
    return addresses


def _run_pytest(arguments: list[str], environment: Mapping[str, str]) -> int:
    pytest = subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=PROJECT,
        env=dict(environment),
        preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509 - one system call, no lock
    )
    try:
        while (status := pytest.poll()) is None:
            time.sleep(HEARING_SECONDS)
        return status
    except StopAsked as asked:
        with undisturbed():
            # The terminal sends Ctrl-C to pytest as well; a second one would break off its tearing down.
            if asked.number != signal.SIGINT:
                pytest.send_signal(signal.SIGINT)
            _end(pytest)
        raise


def _end(pytest: "subprocess.Popen[bytes]") -> None:
    for harder in (pytest.terminate, pytest.kill):
        try:
            pytest.wait(SECONDS_TO_TEAR_DOWN)
        except subprocess.TimeoutExpired:
            harder()
    pytest.wait()


@contextmanager
def _throw_away_folder() -> Iterator[Path]:
    account, base = unprivileged_account(), Path(tempfile.gettempdir())
    if account is not None and not anyone_can_reach(base):
        base = make_folder(SHARED_DATA, None)
    folder = Path(tempfile.mkdtemp(prefix="imrportal-test-", dir=base))
    if account is not None:
        folder.chmod(0o711)  # for the engine's user to get through to its own folder
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
