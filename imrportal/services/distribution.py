"""The engine's program files: fetched by Maven, checked, unpacked once and kept outside the clone."""

import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from imrportal.services.errors import ServiceError
from imrportal.services.folders import one_at_a_time

PINS = Path(__file__).with_name("pom.xml")
# In the form of sha256sum(1). Maven's own check (-C) cannot serve: one of the artifacts has none there.
CHECKSUMS = Path(__file__).with_name("artifacts.sha256")
DOWNLOAD_SECONDS = 1800
# Raise it when `_prepare` does something else, so that what an older release prepared is not taken for it.
PREPARATION = b"1"


def distribution_folder(cache: Path) -> Path:
    """Where the distribution of exactly these pins lies, or will lie."""
    parts = [PINS.read_bytes(), CHECKSUMS.read_bytes(), PREPARATION]
    return cache / f"opensearch-{hashlib.sha256(b''.join(parts)).hexdigest()[:12]}"


def obtain_distribution(
    cache: Path, java_home: Path, environ: Mapping[str, str], say: Callable[[str], None]
) -> Path:
    """Return the prepared distribution's folder, downloading and preparing it if it is not there yet.

    Args:
        cache: the folder of downloads, made if missing.
        java_home: the JVM that installs the plugin.
        environ: the environment for Maven and the plugin's installer.
        say: called with each step that takes a while.

    Raises:
        ServiceError: a download failed or is not what the pins say.
    """
    home = distribution_folder(cache)
    if home.exists():
        return home
    with one_at_a_time(cache), _readable_by_all():
        if not home.exists():
            for unfinished in cache.glob("unfinished-*"):
                shutil.rmtree(unfinished)
            with tempfile.TemporaryDirectory(prefix="unfinished-", dir=cache) as folder:
                _prepare(Path(folder), java_home, environ, say).rename(home)
    return home


def _prepare(folder: Path, java_home: Path, environ: Mapping[str, str], say: Callable[[str], None]) -> Path:
    say("Downloading the search engine (180 MB, once for this user)…")
    artifacts = folder / "artifacts"
    _download(artifacts, java_home, environ)
    check_checksums(artifacts)
    say("Unpacking the search engine and its vector plugin…")
    _unzip(_only(artifacts, "opensearch-[0-9]*.zip"), folder)
    home = _only(folder, "opensearch-*")
    for jar in artifacts.glob("icu4j*.jar"):
        shutil.move(jar, home / "lib" / jar.name)
    plugin = _only(artifacts, "opensearch-knn-*.zip")
    _run(
        [home / "bin" / "opensearch-plugin", "install", "--batch", plugin.as_uri()],
        {**environ, "OPENSEARCH_JAVA_HOME": str(java_home)},
        "The search engine's vector plugin cannot be installed.",
    )
    return home


def _download(target: Path, java_home: Path, environ: Mapping[str, str]) -> None:
    environment = dict(environ)
    if "JAVA_HOME" not in environ and shutil.which("java", path=environ.get("PATH")) is None:
        environment["JAVA_HOME"] = str(java_home)
    _run(
        [
            "mvn",
            "-B",
            "-q",
            "-Dstyle.color=never",
            "-f",
            PINS,
            "dependency:copy-dependencies",
            f"-DoutputDirectory={target}",
        ],
        environment,
        "The search engine cannot be downloaded by Maven: check the network and `mvn`'s settings, then start"
        " again; or start an OpenSearch yourself and give its address as OPENSEARCH_URL.",
    )


def check_checksums(artifacts: Path) -> None:
    """Compare each downloaded file with its pinned SHA-256.

    Raises:
        ServiceError: a file is missing or differs.
    """
    for line in CHECKSUMS.read_text().splitlines():
        expected, name = line.split()
        artifact = artifacts / name
        if not artifact.exists() or _sha256(artifact) != expected:
            raise ServiceError(
                f"The download {name} is missing or not the pinned one: delete it from Maven's local"
                f" repository and start again; where the pins changed, put its sum into {CHECKSUMS.name}."
            )


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _unzip(archive: Path, target: Path) -> None:
    with zipfile.ZipFile(archive) as content:
        for member in content.infolist():
            path = Path(content.extract(member, target))
            if not member.is_dir():
                # zipfile forgets the mode, and with it which scripts may be run.
                path.chmod((member.external_attr >> 16) & 0o777 or 0o644)


def _run(command: list[str | Path], environment: Mapping[str, str], problem: str) -> None:
    try:
        subprocess.run(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=DOWNLOAD_SECONDS,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        output = f"{error.stdout}{error.stderr}".strip()
        raise ServiceError(f"{problem} It said:\n{output[-2000:]}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServiceError(f"{problem} ({error})") from error


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise ServiceError(
            f"{PINS.name} should bring exactly one {pattern}, not {len(found)}: mend its pins."
        )
    return found[0]


@contextmanager
def _readable_by_all() -> Iterator[None]:
    """A strict umask of root's must not hide the engine from the user that runs it."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)
