"""Plain text files: decoding and limits."""

from search.letters.extraction.kinds import UTF16_MARKS, looks_like_text
from search.letters.extraction.limits import DEFAULT_LIMITS, Limits
from search.letters.extraction.refusals import refusal
from search.letters.extraction.text import LetterText


def text_from_bytes(data: bytes, limits: Limits = DEFAULT_LIMITS) -> LetterText:
    """Decode a text file (UTF-8, UTF-16 with a byte order mark, else Windows-1252) into pages at form feeds.

    Raises UnreadableFile with code too_large, empty, not_text, too_long or too_many_pages.
    """
    if len(data) > limits.file_bytes:
        raise refusal("too_large")
    if not data.strip(b"\0 \t\r\n\f"):
        raise refusal("empty")
    if not looks_like_text(data):
        raise refusal("not_text")
    return _within(limits, _decode(data).replace("\r\n", "\n").replace("\r", "\n"))


def _decode(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith(UTF16_MARKS) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusal("not_text")


def _within(limits: Limits, full: str) -> LetterText:
    if "\0" in full:
        raise refusal("not_text")
    if not full.strip():
        raise refusal("empty")
    if len(full) > limits.characters:
        raise refusal("too_long")
    text = LetterText.from_full(full)
    if len(text.pages) > limits.pages:
        raise refusal("too_many_pages")
    return text
