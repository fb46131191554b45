"""Names behind a title: `Dr. Jane Roe`, `MR. ROE`, `Drs. Roe and Poe`.

No names: a title before nothing (a redaction's hole), an eponym with its sign or test (`Dr. Waddell's signs`;
the same name alone is a person's), a citation's author (`Dr. Roe et al`), an organisation (`Dr. Roe
Hospital`), and the abbreviations MR (imaging), MS (morphine), DR (delayed release) before a clinical word.
"""

import re
from collections.abc import Iterator
from typing import Final

from search.letters.dates import MONTHS
from search.letters.identifiers.identifier import Hit
from search.letters.identifiers.names import LETTER, Name, is_citation, is_organization, read_name
from search.letters.identifiers.word_lists import any_of, words_of

TITLE: Final = re.compile(
    rf"(?<![\w'])(?P<title>{any_of('titles.txt')})(?P<period>\.?)[ \n]?(?={LETTER})", re.IGNORECASE
)
SEPARATE: Final = re.compile(r"\.|\s\Z")
PLURALS: Final = frozenset({"drs", "messrs"})
# Small letters want a period, for `ms` are milliseconds; these are words of their own.
WRITTEN_OUT: Final = frozenset({"doctor", "professor", "miss"})
EPONYM: Final = re.compile(
    rf"(?:{any_of('eponyms.txt')})(?:'?s)?'?[ \n](?:{any_of('eponym_nouns.txt')})\b", re.IGNORECASE
)
AND_ANOTHER: Final = re.compile(r"(?:,[ \n](?:and[ \n])?|[ \n](?:and|&)[ \n])(?:Dr\.?[ \n])?")
DAY: Final = re.compile(r"[ \n]\d")


def find_titled_names(text: str) -> Iterator[Hit]:
    """Places of the names, without their titles."""
    for title in TITLE.finditer(text):
        if not _is_title(title):
            continue
        name = read_name(text, title.end())
        if name is None or not _is_person(text, name):
            continue
        yield Hit(name.start, name.end, "person_name")
        if title["title"].casefold() in PLURALS:
            yield from _further(text, name)


def _is_title(match: re.Match[str]) -> bool:
    """A title is capitalised or has its period, and stands apart from the name."""
    title = match["title"]
    separate = SEPARATE.search(match[0]) is not None
    return separate and (title[0].isupper() or bool(match["period"]) or title in WRITTEN_OUT)


def _is_person(text: str, name: Name) -> bool:
    first = name.words[0].casefold()
    if first in MONTHS and len(name.words) == 1 and DAY.match(text, name.end):
        return False
    if EPONYM.match(text, name.start) or first in words_of("eponymous_products.txt"):
        return False
    return not is_citation(text, name.end) and not is_organization(text, name.end)


def _further(text: str, name: Name | None) -> Iterator[Hit]:
    """`Drs. Roe, Poe and Low` name three."""
    while name is not None and (joined := AND_ANOTHER.match(text, name.end)):
        name = read_name(text, joined.end())
        if name is not None:
            yield Hit(name.start, name.end, "person_name")
