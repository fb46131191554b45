"""The W3C's HTML checker over many documents in one run of its program."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from imrportal.services.checkers import FOLDER
from imrportal.services.folders import cache_folder
from imrportal.services.java import choose_java

_SECONDS: Final = 120
# Its schemas recurse deeply.
_JVM: Final = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m", "-Xss4m")


@dataclass(slots=True)
class Findings:
    """What the checker says of one document, a line each."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def check(documents: Mapping[str, str], folder: Path) -> dict[str, Findings]:
    """Check HTML documents; the findings stand under the documents' names.

    Args:
        documents: HTML by name.
        folder: an empty folder, which the documents are written to.
    """
    names, findings = {}, {name: Findings() for name in documents}
    for number, (name, html) in enumerate(documents.items()):
        path = folder / f"{number:03}.html"
        path.write_text(html, encoding="utf-8")
        names[path.name] = name
    for message in _run(sorted(folder.iterdir())):
        # A message without a document is of the checker itself: then nothing was checked.
        assert "url" in message and message["type"] != "non-document-error", message
        found = findings[names[Path(message["url"]).name]]
        (found.errors if message["type"] == "error" else found.warnings).append(_in_words(message))
    return findings


def _run(paths: list[Path]) -> list[dict[str, Any]]:
    java = choose_java(os.environ, cache_folder(os.environ, None), for_anyone=False)
    jar = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["--format", "json", "--stdout", "--exit-zero-always"]
    ran = subprocess.run(
        [java.home / "bin" / "java", *_JVM, "-jar", jar, *options, *paths],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, f"the HTML checker failed: {ran.stderr}"
    messages: list[dict[str, Any]] = json.loads(ran.stdout)["messages"]
    return messages


def _in_words(message: dict[str, Any]) -> str:
    place = f"line {message['lastLine']}: " if "lastLine" in message else ""
    return f"{place}{message['message']} «{' '.join(message.get('extract', '').split())}»"
