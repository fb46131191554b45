"""One PDF extractor a process, made when first needed."""

from functools import cache
from pathlib import Path

from django.conf import settings

from search.ingest.errors import Refused
from search.letters.extraction import (
    LetterText,
    OcrLimits,
    PdfExtractor,
    UnreadableFile,
    detect_kind,
    text_from_bytes,
)

TEXT_BYTES_LIMIT = 32 * 1024**2
_HEAD = 2048


@cache
def _pdf_extractor() -> PdfExtractor:
    return PdfExtractor(ocr=OcrLimits() if settings.OCR else None)


def kind_of(path: Path) -> str | None:
    """`pdf`, `text`, `zip` or None, by content."""
    with path.open("rb") as file:
        return detect_kind(file.read(_HEAD))


def text_of(path: Path, kind: str | None) -> LetterText:
    """The text of a PDF or text file.

    Raises:
        Refused: it is neither, or cannot be read; the reason says what to do.
    """
    try:
        if kind == "pdf":
            return _pdf_text(path)
        if kind == "text":
            return text_from_bytes(_read(path))
    except UnreadableFile as error:
        raise Refused(str(error)) from error
    raise Refused("This is neither a PDF nor a plain text file. Letters come as PDF, TXT, or in a ZIP.")


def _pdf_text(path: Path) -> LetterText:
    extractor = _pdf_extractor()
    try:
        return extractor.extract(path)
    except UnreadableFile:
        raise
    except BaseException:
        # Broken off, by a time limit for one: the answer still to come would be taken for the next file's.
        extractor.close()
        raise


def _read(path: Path) -> bytes:
    if path.stat().st_size > TEXT_BYTES_LIMIT:
        raise Refused(f"This text is larger than {TEXT_BYTES_LIMIT // 1024**2} MB, more than any letter.")
    return path.read_bytes()
