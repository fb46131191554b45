"""Page numbers and running lines, which stand between words that belong together."""

import re
from typing import Final

from search.letters.extraction.text import LetterText

RUNNING_LINE: Final = re.compile(
    r"(?:Page\s+)?(?P<number>\d{1,3})(?:\s+of\s+\d{1,3})?"
    r"|(?:Final\s+Determination\s+Letter\s+for\s+)?IMR\s+Case\s+Number\s*:?\s+CM\d\d-\d{7}(?:\s+\d{1,3})?",
    re.IGNORECASE,
)
# A running line is a short one.
MOST_CHARACTERS: Final = 100
# A posted letter may have lost its covering pages, so that its second page says 4.
MOST_LOST_PAGES: Final = 5


def without_furniture(letter: LetterText) -> LetterText:
    """The letter with running lines at page ends blanked out: every other character keeps its offset."""
    if len(letter.pages) < 2:
        return letter
    return LetterText.from_pages(
        tuple(_blanked(page, number) for number, page in enumerate(letter.pages, start=1))
    )


def _blanked(page: str, number: int) -> str:
    page = _blanked_line(page, *_last_line(page), number)
    return _blanked_line(page, *_first_line(page), number) if number > 1 else page


def _last_line(page: str) -> tuple[int, int]:
    """With the line end in front of it, which would look like the end of a paragraph."""
    end = len(page.rstrip())
    return max(0, page.rfind("\n", 0, end)), end


def _first_line(page: str) -> tuple[int, int]:
    start = len(page) - len(page.lstrip())
    end = page.find("\n", start)
    return start, end if end >= 0 else len(page)


def _blanked_line(page: str, start: int, end: int, number: int) -> str:
    match = RUNNING_LINE.fullmatch(page[start:end].strip()) if end - start <= MOST_CHARACTERS else None
    if match is None:
        return page
    if match["number"] and not 0 <= int(match["number"]) - number <= MOST_LOST_PAGES:
        return page
    return page[:start] + " " * (end - start) + page[end:]
