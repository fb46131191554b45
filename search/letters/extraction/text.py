"""The letter's own text, and the error for a file that gives none."""

import bisect
from dataclasses import dataclass, field

PAGE_BREAK = "\f"


class UnreadableFile(Exception):
    """A file gives no text; `code` is stable for programs, `str()` is a sentence that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter's text as the file holds it, unmended: one string a page, and all joined by form feeds.

    `by_ocr` marks text that was recognised in a picture, so that single words may be wrong.
    """

    pages: tuple[str, ...]
    full: str
    _starts: tuple[int, ...] = field(repr=False, compare=False)
    by_ocr: bool = False

    @classmethod
    def from_pages(cls, pages: tuple[str, ...], *, by_ocr: bool = False) -> "LetterText":
        """Join pages; form feeds inside a page would shift page numbers, so they become line ends."""
        clean = tuple(page.replace(PAGE_BREAK, "\n") for page in pages)
        starts, position = [], 0
        for page in clean:
            starts.append(position)
            position += len(page) + len(PAGE_BREAK)
        return cls(clean, PAGE_BREAK.join(clean), tuple(starts), by_ocr)

    @classmethod
    def from_full(cls, full: str) -> "LetterText":
        """Build again from stored `full` text: form feeds part the pages."""
        return cls.from_pages(tuple(full.split(PAGE_BREAK)))

    def page_of(self, offset: int) -> int:
        """Page number, from 1, that holds the character at `offset`."""
        return max(1, bisect.bisect_right(self._starts, offset))
