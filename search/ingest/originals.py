"""Original files under the hash of their content: `originals/ab/cd/<sha256>`."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from search.ingest.errors import Refused

_CHUNK = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file: its hash in hexadecimal and its size in bytes."""

    sha256: str
    size: int

    @property
    def path(self) -> Path:
        return original_path(self.sha256)


def original_path(sha256: str) -> Path:
    """Where the file of that hash is, or would be."""
    if not _SHA256.match(sha256):
        raise ValueError(f"not a SHA-256 in hexadecimal: {sha256!r}")
    return Path(settings.ORIGINALS_DIR) / sha256[:2] / sha256[2:4] / sha256


def keep(stream: BinaryIO, limit: int) -> StoredFile:
    """Copy a stream of at most `limit` bytes to its place.

    The copy is whole before it has its name, so a crash leaves no half file under a hash.

    Raises:
        Refused: the stream is empty or longer than the limit.
        OSError: the disk does not take it.
    """
    root = Path(settings.ORIGINALS_DIR)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=root, prefix="incoming-", delete=False) as copy:
        try:
            stored = _copy(stream, copy, limit)
            copy.flush()
            os.fsync(copy.fileno())
            stored.path.parent.mkdir(parents=True, exist_ok=True)
            Path(copy.name).replace(stored.path)
        except BaseException:
            Path(copy.name).unlink(missing_ok=True)
            raise
    return stored


def _copy(stream: BinaryIO, copy: "tempfile._TemporaryFileWrapper[bytes]", limit: int) -> StoredFile:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise Refused(f"This file is larger than {limit // 1024**2} MB, the most that is taken.")
        digest.update(chunk)
        copy.write(chunk)
    if not size:
        raise Refused("This file is empty.")
    return StoredFile(digest.hexdigest(), size)
