import hashlib
import os
import re
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest

from imrportal.services import distribution
from imrportal.services.distribution import check_checksums, distribution_folder, obtain_distribution
from imrportal.services.errors import ServiceError
from imrportal.services.folders import PROJECT

MAVEN = "{http://maven.apache.org/POM/4.0.0}"


def pinned() -> dict[str, str]:
    """Version by artifact of the pom's dependencies."""
    pom = ElementTree.parse(distribution.PINS)  # noqa: S314 - our own file
    return {
        dependency.findtext(f"{MAVEN}artifactId", ""): dependency.findtext(f"{MAVEN}version", "")
        for dependency in pom.iter(f"{MAVEN}dependency")
    }


def fake_maven(folder: Path, script: str) -> dict[str, str]:
    """An environment in which `mvn` is that shell script."""
    program = folder / "mvn"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {"PATH": f"{folder}:{os.defpath}", "JAVA_HOME": str(folder)}


def test_every_pinned_artifact_has_a_checksum() -> None:
    names = {line.split()[1] for line in distribution.CHECKSUMS.read_text().splitlines()}
    assert {re.sub(r"\.(zip|jar)$", "", name) for name in names} == {
        f"{artifact}-{version}" for artifact, version in pinned().items()
    }


def test_containers_run_the_pinned_release() -> None:
    image = re.search(r"opensearchproject/opensearch:(\S+)", (PROJECT / "docker-compose.yml").read_text())
    assert image is not None
    assert image[1] == pinned()["opensearch"]
    assert pinned()["opensearch-knn"].startswith(f"{image[1]}.")


def test_changed_pins_are_prepared_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = distribution_folder(tmp_path)
    changed = tmp_path / "pom.xml"
    changed.write_text(distribution.PINS.read_text().replace("3.6.0", "3.6.1"))
    monkeypatch.setattr(distribution, "PINS", changed)
    assert distribution_folder(tmp_path) != before


def test_prepared_distribution_is_used_without_any_download(tmp_path: Path) -> None:
    home = distribution_folder(tmp_path)
    home.mkdir()
    assert obtain_distribution(tmp_path, tmp_path, fake_maven(tmp_path, "exit 1"), print) == home


def test_failed_download_quotes_maven_says_what_to_do_and_leaves_nothing(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with pytest.raises(ServiceError, match=r"(?s)check the network.*no route to the mirror"):
        obtain_distribution(
            cache, tmp_path, fake_maven(tmp_path, "echo no route to the mirror; exit 1"), lambda line: None
        )
    assert [path.name for path in cache.iterdir()] == ["lock"]


def test_artifact_that_is_not_the_pinned_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checksums = tmp_path / "artifacts.sha256"
    checksums.write_text(f"{hashlib.sha256(b'right').hexdigest()}  server.zip\n")
    monkeypatch.setattr(distribution, "CHECKSUMS", checksums)
    (tmp_path / "server.zip").write_bytes(b"right")
    check_checksums(tmp_path)
    (tmp_path / "server.zip").write_bytes(b"wrong")
    with pytest.raises(ServiceError, match=r"server\.zip is missing or not the pinned one"):
        check_checksums(tmp_path)


def test_start_script_is_executable_for_all() -> None:
    assert stat.S_IMODE((PROJECT / "imrportal/services/venv.sh").stat().st_mode) & 0o111 == 0o111
