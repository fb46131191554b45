"""`make audit`: does any library that is pinned here have a known weakness?

Asks by pip-audit. A weakness ends it with an error, unless `.ci/weaknesses-accepted.txt` has a reason for it.
Where nobody can be asked it says so and goes on: a build must not depend on another's server.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imrportal.services.errors import ServiceError

PROJECT = Path(__file__).resolve().parent.parent.parent
ACCEPTED = PROJECT / ".ci" / "weaknesses-accepted.txt"
COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "--format", "json", "--desc", "off"),
    *("--progress-spinner", "off"),
    *("--requirement", "requirements-dev.txt", "--requirement", "constraints.txt"),
)
SECONDS = 300


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found: weaknesses by library, those accepted, and libraries that nothing is known of."""

    weak: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    known: int = 0

    @classmethod
    def of(cls, report: dict[str, Any], accepted: dict[str, str]) -> "Findings":
        findings = cls(known=sum("skip_reason" not in library for library in report["dependencies"]))
        for library in report["dependencies"]:
            if "skip_reason" in library:
                findings.unknown.append(library["name"])
            for weakness in library.get("vulns", ()):
                names = {weakness["id"], *weakness.get("aliases", ())}
                reasons = [accepted[name] for name in names & accepted.keys()]
                told = f"{library['name']} {library['version']}: {weakness['id']}"
                if reasons:
                    findings.accepted.append(f"{told} ({reasons[0]})")
                else:
                    mended = ", ".join(weakness.get("fix_versions", ())) or "no version yet"
                    findings.weak.append(f"{told}, mended in {mended}")
        return findings


def read_accepted(path: Path = ACCEPTED) -> dict[str, str]:
    """The weaknesses that are accepted, each with its reason.

    Raises:
        ServiceError: a line has no reason.
    """
    accepted = {}
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, reason = line.partition(" ")
        if not reason.strip():
            raise ServiceError(f"{path.name}: {name} needs a reason behind it")
        accepted[name] = reason.strip()
    return accepted


def audit(command: Sequence[str] = COMMAND, accepted: dict[str, str] | None = None) -> int:
    """Ask, print what was found, and return the exit status: 1 where there is a weakness."""
    accepted = read_accepted() if accepted is None else accepted
    try:
        done = subprocess.run(
            command, cwd=PROJECT, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        findings = Findings.of(json.loads(done.stdout), accepted)
    except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError) as error:
        print(f"NOT AUDITED: whoever knows of weaknesses did not answer ({type(error).__name__}).")
        return 0
    return _tell(findings)


def _tell(findings: Findings) -> int:
    for line in findings.accepted:
        print(f"accepted: {line}")
    for line in findings.weak:
        print(f"WEAK: {line}")
    if not findings.known:
        print("NOT AUDITED: whoever was asked knows none of the libraries.")
    elif findings.unknown:
        print(f"nothing is known of {len(findings.unknown)}: {', '.join(findings.unknown)}")
    if findings.known and not findings.weak:
        print(f"{findings.known} libraries, no weakness that is not accepted.")
    return 1 if findings.weak else 0


if __name__ == "__main__":
    sys.exit(audit())
