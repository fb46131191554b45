"""How much of style and script the portal's pages may load, compressed as it is sent."""

import gzip
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders

KILOBYTES_AT_MOST: Final = 60
# Of libraries: what changes pages in place, and what signs in with passkeys.
LIBRARIES: Final = (
    "django_htmx/htmx-2.min.js",
    "account/js/onload.js",
    "mfa/js/webauthn-json.js",
    "mfa/js/webauthn.js",
)


def weighed() -> dict[str, int]:
    """Every sheet and script of the pages, by its name below /static/, and its bytes compressed.

    Staff's pages have Django's own beside these.
    """
    [own] = [Path(found) for found in [finders.find("css")] if isinstance(found, str)]
    names = [
        f"{folder.name}/{path.relative_to(folder)}"
        for folder in (own, own.with_name("js"))
        for path in folder.rglob("*")
        if path.suffix in {".css", ".js"}
    ]
    return {name: _compressed(name) for name in [*names, *LIBRARIES]}


def _compressed(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str), f"{name} is no file"
    return len(gzip.compress(Path(found).read_bytes()))
