"""Which kind of file this is, by its first bytes and never by its name."""

from typing import Final, Literal

FileKind = Literal["pdf", "text", "zip"]

# PDF readers accept the mark anywhere in the first kilobyte (ISO 32000 annex H, implementation note 13).
PDF_MARK_WITHIN: Final = 1024
ZIP_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
# Control characters that no text file holds; tab, line ends and form feed are left out.
BINARY_BYTES: Final = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})


def detect_kind(head: bytes) -> FileKind | None:
    """Kind of the file that starts with `head` (1 KiB is enough), or None where it is none that we read."""
    if head.startswith(ZIP_MARKS):
        return "zip"
    if b"%PDF-" in head[:PDF_MARK_WITHIN]:
        return "pdf"
    return "text" if looks_like_text(head) else None


def looks_like_text(data: bytes) -> bool:
    """True for bytes without binary control characters, or with a UTF-16 byte order mark."""
    if data.startswith(UTF16_MARKS):
        return True
    return bool(data.strip()) and len(data.translate(None, BINARY_BYTES)) == len(data)
