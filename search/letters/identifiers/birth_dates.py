"""Full dates of birth: a date near `DOB`, `date of birth`, `born on` and the like.

A year alone, or an age, is no direct identifier. Words such as `injury` between label and date make it
the date of something else.
"""

import re
from collections.abc import Iterator
from typing import Final

from search.letters.dates import DATE
from search.letters.identifiers.identifier import Hit
from search.letters.identifiers.word_lists import any_of, words_of

MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
OTHER_FORMS: Final = (
    # 1966-10-14, 14 October 1966, 14-Oct-1966, October-14-1966, 10.14.1966, 10 14 1966, 10141966
    r"\d{4}[ \n]?[/.-][ \n]?\d{1,2}[ \n]?[/.-][ \n]?\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:[ \n]of)?[ \n-]{{1,2}}{MONTH},?[ \n-]{{1,2}}(?:\d{{4}}|\d{{2}})"
    rf"|{MONTH}[ \n-]{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?[,.]?[ \n-]{{0,2}}\d{{4}}"
    r"|\d{1,2}[ \n]?[./-][ \n]?\d{1,2}[ \n]?[./-][ \n]?(?:\d{4}|\d{2})"
    r"|\d{1,2}[ \n]\d{1,2}[ \n]\d{4}|(?:0[1-9]|1[0-2])[0-3]\d(?:19|20)\d\d"
)
FULL_DATE: Final = re.compile(rf"(?<![\d/.-])(?:{OTHER_FORMS}|{DATE.pattern})(?!\d)", re.IGNORECASE)
LABEL: Final = re.compile(rf"(?<!\w)(?:{any_of('birth_labels.txt')})(?!\w)", re.IGNORECASE)
# Behind `born` only a place may stand before the date: `born with scoliosis` begins another story.
BORN: Final = re.compile(
    r"(?<!\w)born(?:[ \n](?:in|at)(?:[ \n][A-Z][\w.]{0,20},?){1,5})?(?:,?[ \n]on)?[ \n:]{1,2}(?=[\dA-Z])",
    re.IGNORECASE,
)
# `10/14/1966 (DOB)`
BEFORE_LABEL: Final = re.compile(rf"{FULL_DATE.pattern}(?=[ \n]?[,(\[]{{1,2}}[ \n]?\Z)", re.IGNORECASE)
LONGEST_DATE: Final = len("14th of September, 1970")
ANOTHER: Final = re.compile(
    r",?[ \n](?:and|or|versus|vs\.?|&)[ \n](?:also[ \n])?(?:as[ \n])?|[ \n]?/[ \n]?", re.IGNORECASE
)
SENTENCE_END: Final = re.compile(r"[.;?!][ \n]+[A-Z]")
WORD: Final = re.compile(r"[^\W\d_]+")
REACH: Final = 60


def find_birth_dates(text: str) -> Iterator[Hit]:
    """Places of the dates, without their labels."""
    for label in LABEL.finditer(text):
        dates = list(_dates_behind(text, label.end()))
        before = BEFORE_LABEL.search(text, max(0, label.start() - LONGEST_DATE), label.start())
        if before and not dates:
            dates = [Hit(*before.span(), "birth_date")]
        yield from dates
    for born in BORN.finditer(text):
        yield from _chain(text, FULL_DATE.match(text, born.end()))


def _dates_behind(text: str, position: int) -> Iterator[Hit]:
    date = FULL_DATE.search(text, position, position + REACH + LONGEST_DATE)
    if date is None or date.start() - position > REACH:
        return
    between = text[position : date.start()]
    other_event = words_of("words_of_other_dates.txt")
    if SENTENCE_END.search(between) or any(word in other_event for word in WORD.findall(between.casefold())):
        return
    yield from _chain(text, date)


def _chain(text: str, date: re.Match[str] | None) -> Iterator[Hit]:
    """The date and those joined to it, as where records disagree: `03-17-1956 and 03-17-1965`."""
    while date is not None:
        yield Hit(*date.span(), "birth_date")
        joined = ANOTHER.match(text, date.end())
        date = FULL_DATE.match(text, joined.end()) if joined else None
