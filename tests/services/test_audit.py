"""`make audit`: a known weakness fails it, an answer that does not come is said."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from imrportal.services.audit import ACCEPTED, audit, read_accepted
from imrportal.services.errors import ServiceError

SOUND = {"name": "sound", "version": "1.0", "vulns": []}
WEAK = {
    "name": "weak",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["2.1"]}],
}
UNKNOWN = {"name": "new", "skip_reason": "not found"}


def answering(*libraries: dict[str, Any], status: int = 0) -> list[str]:
    """A command that answers as pip-audit does."""
    report = json.dumps({"dependencies": libraries})
    return [sys.executable, "-c", f"import sys; print({report!r}); sys.exit({status})"]


def test_libraries_without_a_weakness_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(answering(SOUND, UNKNOWN), {}) == 0
    told = capsys.readouterr().out
    assert "1 libraries, no weakness" in told
    assert "nothing is known of 1: new" in told


def test_a_weakness_fails_with_the_version_that_mends_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(answering(SOUND, WEAK, status=1), {}) == 1
    assert "WEAK: weak 2.0: PYSEC-2026-1, mended in 2.1" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["PYSEC-2026-1", "CVE-2026-1"])
def test_an_accepted_weakness_passes_and_is_said(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert audit(answering(WEAK, status=1), {name: "not reachable here"}) == 0
    assert "accepted: weak 2.0: PYSEC-2026-1 (not reachable here)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-c", "raise SystemExit('no route to host')"],
        answering(UNKNOWN),
        [sys.executable, "-c", "print('[]'); print('{')"],
    ],
    ids=["no answer", "knows nothing", "no report"],
)
def test_where_nobody_can_be_asked_it_says_so_and_goes_on(
    capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert audit(command, {}) == 0
    told = capsys.readouterr().out
    assert "NOT AUDITED" in told
    assert "no weakness" not in told


def test_every_accepted_weakness_has_a_reason(tmp_path: Path) -> None:
    read_accepted(ACCEPTED)
    path = tmp_path / "accepted.txt"
    path.write_text("# a comment\n\nCVE-2026-1 not reachable here\n")
    assert read_accepted(path) == {"CVE-2026-1": "not reachable here"}
    path.write_text("CVE-2026-1\n")
    with pytest.raises(ServiceError, match="CVE-2026-1 needs a reason"):
        read_accepted(path)
