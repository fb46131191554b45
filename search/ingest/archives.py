"""ZIP archives from outside: opened member by member, nothing believed that the archive says of itself."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from search.ingest.errors import Refused

MEMBERS_LIMIT = 20_000
MEMBER_BYTES_LIMIT = 64 * 1024**2
TOTAL_BYTES_LIMIT = 4 * 1024**3
RATIO_LIMIT = 200
RATIO_FLOOR = 1024**2
_ENTRY, _CHUNK = b"PK\x01\x02", 1024**2
# Other compressions may claim gigabytes of memory before they give a byte.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LEFT_OUT = {"__MACOSX", ".DS_Store", "Thumbs.db"}
# Everything that the library raises on hostile bytes: bad names, offsets and lengths have their own errors.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its place among the members, its name without folders."""

    position: int
    name: str
    info: zipfile.ZipInfo


@dataclass(slots=True)
class Allowance:
    """How many bytes an archive may still unpack to; overlapping members count each time."""

    left: int

    @classmethod
    def of(cls, path: Path) -> "Allowance":
        return cls(min(TOTAL_BYTES_LIMIT, RATIO_FLOOR + RATIO_LIMIT * path.stat().st_size))


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive.

    Raises:
        Refused: it is no ZIP archive, or is damaged or too full.
    """
    too_many = Refused(f"This archive holds more than {MEMBERS_LIMIT:,} files: send it in parts.")
    if _entries_at_most(path) > 2 * MEMBERS_LIMIT:
        raise too_many
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise Refused("This archive is damaged: make it again and send it once more.") from error
    with archive:
        if len(archive.infolist()) > MEMBERS_LIMIT:
            raise too_many
        yield archive


def _entries_at_most(path: Path) -> int:
    """How many directory entries the file can hold, counted before the library loads them all to memory."""
    count, before = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            count += (before + chunk).count(_ENTRY)
            before = chunk[-len(_ENTRY) + 1 :]
    return count


def members(archive: zipfile.ZipFile) -> list[Member]:
    """The files of an archive, without folders and what desktop systems add."""
    return [
        Member(position, _path(info).name, info)
        for position, info in enumerate(archive.infolist(), start=1)
        if not info.filename.endswith(("/", "\\")) and _LEFT_OUT.isdisjoint(_path(info).parts)
    ]


def _path(info: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(info.filename.replace("\\", "/"))


class _Measured:
    """A member's stream that stops at the limits while it inflates, whatever size was declared."""

    def __init__(self, stream: IO[bytes], compressed: int, allowance: Allowance) -> None:
        self._stream, self._compressed, self._allowance = stream, max(compressed, 1), allowance
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        try:
            chunk = self._stream.read(size)
        except _DAMAGE as error:
            raise Refused("This file is damaged inside its archive.") from error
        self._read += len(chunk)
        self._allowance.left -= len(chunk)
        if self._read > MEMBER_BYTES_LIMIT:
            raise Refused(f"This file unpacks to more than {MEMBER_BYTES_LIMIT // 1024**2} MB.")
        if self._read > RATIO_FLOOR and self._read > RATIO_LIMIT * self._compressed:
            raise Refused(f"This file unpacks to more than {RATIO_LIMIT} times its size.")
        if self._allowance.left < 0:
            raise Refused("This archive unpacks to too much: send its files in smaller parts.")
        return chunk


@contextmanager
def open_member(archive: zipfile.ZipFile, member: Member, allowance: Allowance) -> Iterator[BinaryIO]:
    """Open one file of the archive as a measured stream.

    Raises:
        Refused: the member is encrypted, a link, compressed in an unknown way, damaged or too large.
    """
    info = member.info
    if info.flag_bits & 0x1:
        raise Refused("This file is protected by a password inside its archive: send it without.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused("This is a link to another file, not a letter.")
    if info.compress_type not in _COMPRESSIONS:
        raise Refused("This file is compressed in a way that is not opened: use the usual one (Deflate).")
    try:
        stream = archive.open(info)
    except _DAMAGE as error:
        raise Refused("This file is damaged inside its archive.") from error
    with stream:
        yield cast(BinaryIO, _Measured(stream, info.compress_size, allowance))
