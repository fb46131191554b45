"""Phone and fax numbers in the forms of the United States, with extensions; foreign ones with a plus sign.

Seven or ten bare digits count only behind a label, for provider numbers and counts look the same.
"""

import re
from collections.abc import Iterator
from typing import Final

from search.letters.identifiers.identifier import Hit
from search.letters.identifiers.social_security import has_other_label
from search.letters.identifiers.word_lists import any_of

EXTENSION: Final = r"(?:,?[ \n]?(?i:extension|ext\b\.?|x)[ \n]?[.:#]?[ \n]?\d{1,6}\b)?"
COUNTRY: Final = r"(?:\+?1[ \n.-]{0,2})?"
SEPARATOR: Final = r"(?:[ \n]?[-./][ \n]?|[ \n])"
TEN_DIGITS: Final = re.compile(
    rf"(?<![\w.$-])(?P<number>{COUNTRY}"
    rf"(?:\(\d{{3}}\)[ \n]?-?[ \n]?|\d{{3}}\)[ \n]?|(?P<area>\d{{3}}){SEPARATOR})"
    rf"\d{{3}}(?P<last>{SEPARATOR})\d{{4}}{EXTENSION})(?![\w%]|[.-]\d)"
)
# Toll-free numbers spelled in letters.
SPELLED: Final = re.compile(
    rf"(?<![\w-]){COUNTRY}\(?8(?:00|33|44|55|66|77|88)\)?[ -]"
    r"(?=[A-Z\d-]{0,9}[A-Z]{3})[A-Z\d][A-Z\d-]{5,11}(?![\w-])"
)
FOREIGN: Final = re.compile(r"(?<![\w+])\+(?=[2-9])\d{1,3}(?:[ \n.()-]{1,2}\d{1,5}){2,6}\b")
BARE: Final = re.compile(
    rf"(?<![\w.$/-]){COUNTRY}(?:\(?\d{{3}}\)?[ \n./-]{{0,2}})?"
    rf"\d{{3}}[ \n./-]{{0,2}}\d{{4}}{EXTENSION}(?![\w/-])"
)
LABEL: Final = re.compile(
    rf"(?<!\w)(?:{any_of('phone_labels.txt')})(?:[ \n]?(?:numbers?|nos?|is|was|at|of|fax|phone)\b\.?){{0,3}}"
    r"[ \n]?[#:=/(-]{0,2}[ \n]?\Z",
    re.IGNORECASE,
)
REACH_OF_LABEL: Final = 50


def find_phones(text: str) -> Iterator[Hit]:
    """Places of phone and fax numbers."""
    for match in TEN_DIGITS.finditer(text):
        if _is_plausible(match) and not has_other_label(text, match.start()):
            yield Hit(*match.span("number"), "phone")
    for match in BARE.finditer(text):
        if LABEL.search(text, max(0, match.start() - REACH_OF_LABEL), match.start()):
            yield Hit(*match.span(), "phone")
    for match in SPELLED.finditer(text):
        yield Hit(*match.span(), "phone")
    for match in FOREIGN.finditer(text):
        if 9 <= sum(character.isdigit() for character in match[0]) <= 15:
            yield Hit(*match.span(), "phone")


def _is_plausible(match: re.Match[str]) -> bool:
    """Area codes start with 2 to 9; where dashes or dots mark both gaps, made-up ones with 1 count, too."""
    area = match["area"]
    if area is None:
        return True
    marked = match["last"].strip() != ""
    return area[0] > "1" or (area[0] == "1" and marked)
