"""Why a file is refused: one stable code and one sentence for staff each."""

from typing import Final

from search.letters.extraction.text import UnreadableFile

REFUSALS: Final = {
    "crashed": "This PDF brings the reader down; print it to a new PDF and upload that.",
    "damaged": "This PDF is damaged and cannot be opened; download it again or save it anew.",
    "empty": "This file holds no text; check that the right file was chosen.",
    "encrypted": "This PDF asks for a password; save a copy without one and upload that.",
    "illegible": "Text recognition found no words in this scan; scan it anew at 300 dpi and upload that.",
    "missing": "This file cannot be opened; check that it is still there and may be read.",
    "not_text": "This file is neither a PDF nor plain text; upload the letter as PDF or TXT.",
    "not_started": "The PDF reader did not start; free memory on this machine, then upload the file again.",
    "ocr_failed": "Text recognition failed on this scan; print it to a new PDF and upload that.",
    "ocr_missing": "This PDF is a scan, and `ocrmypdf` is not fully installed on this machine; install it "
    "(Debian: apt install ocrmypdf), then upload the file again.",
    "ocr_too_slow": "Text recognition of this scan took longer than is allowed; run it yourself and upload "
    "the result.",
    "out_of_memory": "Reading this PDF took too much memory; print it to a new PDF and upload that.",
    "scan": "This PDF is a scan without text; run text recognition (OCR) on it and upload the result.",
    "scan_too_long": "This scan has more pages than text recognition may read; split it, or run text "
    "recognition yourself and upload the result.",
    "too_large": "This file is larger than a letter can be; check that it holds one letter, or split it.",
    "too_long": "This file holds more text than a letter can; check that it holds one letter, or split it.",
    "too_many_pages": "This file has more pages than a letter; check that it holds one letter, or split it.",
    "too_slow": "Reading this PDF took longer than is allowed; print it to a new PDF and upload that.",
}


def refusal(code: str) -> UnreadableFile:
    """The error for a code of `REFUSALS`; raises KeyError for any other code."""
    return UnreadableFile(code, REFUSALS[code])
