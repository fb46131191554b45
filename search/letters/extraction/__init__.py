"""Bytes to text: what kind of file it is, plain text decoded, PDF read in a limited child process."""

from search.letters.extraction.kinds import detect_kind
from search.letters.extraction.pdf import PdfExtractor
from search.letters.extraction.plain import text_from_bytes
from search.letters.extraction.text import LetterText, UnreadableFile

__all__ = ["LetterText", "PdfExtractor", "UnreadableFile", "detect_kind", "text_from_bytes"]
