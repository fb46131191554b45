"""What the content policy would block in a browser is not in the templates: it would fail silently there."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
TEMPLATES, STATIC = PROJECT / "templates", PROJECT / "static"
# Mails have no other styles than those inside them.
MAILS = {TEMPLATES / "alerts" / "mail.html"}
FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle="),
    "an inline script": re.compile(
        r"""<script(?![^>]*\b(?:src=|type="application/json"))|\son[a-z]+=|javascript:"""
    ),
    "something of another host": re.compile(
        r"""(?:src|href|action|url\(|@import)\s*=?\s*["'(]?(?:https?:)?//"""
    ),
}


def files() -> list[Path]:
    return sorted(
        [
            *(path for path in TEMPLATES.rglob("*.html") if path not in MAILS),
            *(path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"}),
        ]
    )


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_file_of_the_face_holds_no(path: Path, what: str) -> None:
    found = FORBIDDEN[what].search(path.read_text())
    assert found is None, f"{path} holds {what}: {found.group()!r}"
