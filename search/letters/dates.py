"""Dates as letters write them: `11/09/2016`, `5/26/12`, `10-18-2016`, `10/14/ 2016`, `October 27, 2011`."""

import datetime
import re
from typing import Final

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# White space may be a wrapped line, in letters with doubled line ends of three characters or more.
NUMERIC: Final = r"\d{1,2}\s?[/-]\s{0,5}\d{1,2}\s?[/-]\s{0,5}(?:\d{4}|\d{2})(?!\d)"
WRITTEN: Final = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
    r"\s{1,5}\d{1,2}(?:st|nd|rd|th)?,?\s{1,5}\d{4}"
)
DATE: Final = re.compile(rf"(?<![\d/])(?:{NUMERIC}|{WRITTEN})", re.IGNORECASE)
PARTS: Final = re.compile(r"[A-Za-z]+|\d+")
# Two-digit years above this one belong to the last century: claims reach back to the 1960s.
LAST_TWO_DIGIT_YEAR: Final = 40


def parse_date(words: str) -> datetime.date | None:
    """The date that `words` (a match of `DATE`) tells, or None where no calendar has such a day."""
    parts = [part for part in PARTS.findall(words) if part.lower() not in {"st", "nd", "rd", "th"}]
    if len(parts) != 3:
        return None
    month, day, year = parts
    try:
        return datetime.date(_year(year), _month(month), int(day))
    except ValueError:
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year <= LAST_TWO_DIGIT_YEAR else 1900)


def _month(words: str) -> int:
    if words.isdigit():
        return int(words)
    for number, name in enumerate(MONTHS, start=1):
        if name.startswith(words.lower()[:3]):
            return number
    return 0
