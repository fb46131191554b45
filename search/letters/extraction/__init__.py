"""Bytes to text: the kind of a file, plain text decoded, PDF read in a limited child, scans recognised."""

from search.letters.extraction.kinds import detect_kind
from search.letters.extraction.ocr import OcrLimits
from search.letters.extraction.pdf import PdfExtractor
from search.letters.extraction.plain import text_from_bytes
from search.letters.extraction.text import LetterText, UnreadableFile

__all__ = ["LetterText", "OcrLimits", "PdfExtractor", "UnreadableFile", "detect_kind", "text_from_bytes"]
