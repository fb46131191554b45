"""The portal's secret key on one machine: made once, kept where only its owner reads it."""

import os
import secrets
from pathlib import Path

FILE_NAME = "secret_key"


def lasting_secret_key(data_dir: Path) -> str:
    """Return the key kept in the data folder, making it the first time (mode 0600).

    Sessions outlive a restart only with the same key.
    """
    path = data_dir / FILE_NAME
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody but its owner could ever read, also not halfway."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w") as file:  # noqa: PTH123 - a Path cannot open a descriptor
        file.write(text + "\n")
    unfinished.replace(path)
