"""Kept files: named by their content, whole or not there at all."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from search.ingest.errors import Refused
from search.ingest.originals import keep, original_path
from tests.ingest.letters import stored_files

CONTENT = b"a letter"
HASH = hashlib.sha256(CONTENT).hexdigest()
LIMIT = 100


class BrokenStream(BytesIO):
    """Gives some bytes, then fails as a broken connection does."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionResetError("the sender is gone")
        return super().read(size)


def test_a_file_is_kept_under_its_hash(originals: Path) -> None:
    stored = keep(BytesIO(CONTENT), LIMIT)
    assert (stored.sha256, stored.size) == (HASH, len(CONTENT))
    assert stored.path == originals / HASH[:2] / HASH[2:4] / HASH
    assert stored.path.read_bytes() == CONTENT


def test_the_same_content_is_kept_once(originals: Path) -> None:
    assert keep(BytesIO(CONTENT), LIMIT) == keep(BytesIO(CONTENT), LIMIT)
    assert stored_files(originals) == [original_path(HASH)]


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    assert keep(BytesIO(b"x" * LIMIT), LIMIT).size == LIMIT


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b"x" * (LIMIT + 1), "larger than")],
    ids=["empty", "too large"],
)
def test_a_refused_file_leaves_nothing_behind(content: bytes, reason: str, originals: Path) -> None:
    with pytest.raises(Refused, match=reason):
        keep(BytesIO(content), LIMIT)
    assert stored_files(originals) == []


def test_a_stream_that_breaks_off_leaves_nothing_behind(originals: Path) -> None:
    with pytest.raises(ConnectionResetError):
        keep(BrokenStream(CONTENT), LIMIT)
    assert stored_files(originals) == []


def test_a_folder_that_takes_no_file_is_an_error_of_the_system(originals: Path) -> None:
    originals.write_text("a file stands where the folder should be")
    with pytest.raises(OSError, match="exists"):
        keep(BytesIO(CONTENT), LIMIT)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "", HASH[:-1], HASH.upper(), f"{HASH}\n", f"{HASH}/..", f"/{HASH}"]
)
def test_only_a_hash_leads_to_a_kept_file(name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        original_path(name)
