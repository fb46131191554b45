"""Chapters of the MTUS inside a citation, in the older wording and in the newer one.

Older (to early 2015): `ACOEM Chapter 12 Low Back Complaints Page(s): 49`, sections without a label.
Newer: `Low Back Complaints 2004, Section(s): Special Studies, and Chronic Pain Medical Treatment 2016`.
"""

import functools
import itertools
import re
from collections.abc import Iterator
from typing import Final

from search.letters.facts import Guideline
from search.letters.guideline_sections import section_names
from search.letters.vocabulary import rows_of

CHAPTER_NUMBER: Final = r"(?:\bACOEM\b[^.;:]{0,60}?)?\bChapter\s(?P<number>\d{1,2})\b[\s,:()]*"
YEAR: Final = r"(?P<year>(?:19|20)\d\d)\b"
SECTION_LABEL: Final = re.compile(r",?\s?\bSections?(?:\(s\))?\s?:\s?", re.IGNORECASE)
PAGES: Final = re.compile(
    r"[\s,]?\b(?:Pages?(?:\(s\))?|Pgs?\.?|pp\.)\s?:?\s?(?P<pages>\d+(?:\s?(?:[,;&–-]|and)\s?\d+)*)"
    r"(?:\sof\s\d+)?",
    re.IGNORECASE,
)
# A chapter that nobody listed: anything in front of a year that ends it.
UNLISTED: Final = re.compile(rf"(?P<title>[^:]{{3,120}}?)\s{YEAR}(?: Guidelines)?(?=[,.;]|$)")
BEHIND_ANOTHER: Final = re.compile(r"(?:[,;.]|\band)\s*\Z", re.IGNORECASE)
JOINT: Final = re.compile(r"[\s,;]*(?:\band)?[\s,;]*\Z")
PART_OF_MTUS: Final = re.compile(
    r",?\s?which (?:is|are) (?:a )?part of (?:the )?(?:California )?[^.;]{0,60}", re.IGNORECASE
)
# The regulation's number in front of a chapter's title.
REGULATION: Final = re.compile(r"\A(?:8 CCR )?§?\s?9792\.[\w.()]*\d[\w()]*\s(?=\w)")
# The regulations' range behind a chapter's title, and since when they hold.
REGULATIONS: Final = re.compile(
    r",?\s8\sC\.?C\.?R\.?,?\s§{0,2}\s?9792\.[\w.]+(?:\s?[–-]\s?§?9792\.\w+)?", re.IGNORECASE
)
IN_FORCE: Final = re.compile(r",?\s(?:MTUS\s)?\(Effective\s[^()]{1,40}\)", re.IGNORECASE)
PUBLISHER: Final = re.compile(
    r"American College of Occupational and Environmental Medicine(?:\s?\(ACOEM\))?", re.IGNORECASE
)
# The book that a chapter stands in, in brackets behind its title; its year is the chapter's.
BOOK_BEHIND: Final = re.compile(
    rf"(?:\sChapter)?\s\(ACOEM\b[^()]{{1,60}}\({YEAR}\)[^()]{{0,30}}\)", re.IGNORECASE
)
# The same in front of the title, where it may be cut short.
BOOK: Final = re.compile(
    r"\bACOEM(?:\sPractice\sGuidelines?)?(?:,?\s2nd\sEd(?:ition\b|\.))?(?:,?\s\((?:19|20)\d\d\))?,?"
    r"(?=\s(?!\d(?:st|nd|rd|th)\b))",
    re.IGNORECASE,
)
# `MTUS ACOEM Page(s): 303` names no chapter.
PUBLISHER_ONLY: Final = frozenset({"", "ACOEM", "ACOEM Page(s)"})
EDGE: Final = " ,.;:-–"


def cited_chapters(words: str) -> Iterator[Guideline]:
    """Guidelines of family MTUS in mended `words`, which start behind the schedule's name."""
    words = _plain(words)
    marks = [mark for mark in _chapter_pattern().finditer(words) if _is_citation(mark, words)]
    before = words[: marks[0].start()] if marks else words
    if before.strip(EDGE) not in PUBLISHER_ONLY or not marks:
        yield _unlisted(JOINT.sub("", before).strip(EDGE))
    for mark, following in itertools.zip_longest(marks, marks[1:]):
        end = following.start() if following else len(words)
        yield _guideline(_title(mark), mark["year"], JOINT.sub("", words[mark.end() : end]))


def _plain(words: str) -> str:
    """The citation without book, regulation and schedule, which are told apart from the chapter."""
    for pattern in (PART_OF_MTUS, REGULATION, REGULATIONS, IN_FORCE):
        words = pattern.sub("", words)
    words = BOOK_BEHIND.sub(r" \g<year>", PUBLISHER.sub("ACOEM", words))
    return BOOK.sub("ACOEM", words).strip(EDGE)


def _is_citation(mark: re.Match[str], words: str) -> bool:
    """A chapter's words count as a citation at the start, with a number, or with year or `Guidelines`."""
    if mark.start() == 0 or mark["number"]:
        return _title(mark) != ""
    named = mark["year"] or mark["named"]
    return bool(named and BEHIND_ANOTHER.search(words, max(0, mark.start() - 8), mark.start()))


def _title(mark: re.Match[str]) -> str:
    if mark["title"]:
        return _titles()[chapter_key(mark["title"])]
    return _numbered().get(mark["number"] or "", "")


def _unlisted(words: str) -> Guideline:
    """The citation in its own words; better a long title than a guess at its parts."""
    match = UNLISTED.match(words)
    if match:
        return _guideline(match["title"].strip(EDGE), match["year"], words[match.end() :])
    title = PAGES.sub("", words).strip(EDGE)
    return _guideline(
        None if title in PUBLISHER_ONLY else title,
        None,
        " ".join(match[0] for match in PAGES.finditer(words)),
    )


def _guideline(title: str | None, year: str | None, rest: str) -> Guideline:
    pages = ", ".join(match["pages"].strip(EDGE) for match in PAGES.finditer(rest))
    text = PAGES.sub("", rest)
    label = SECTION_LABEL.search(text)
    names = section_names(text[label.end() :] if label else text)
    return Guideline("MTUS", title, int(year) if year else None, names, pages or None)


def chapter_key(words: str) -> str:
    """Spelling-free form of a title: case, `&`, hyphens and commas do not count."""
    plain = words.casefold().replace("&", " and ").replace("-", " ").replace(",", " ")
    return " ".join(plain.split())


def _spellings() -> Iterator[tuple[str, str]]:
    for title, _, others in rows_of("mtus_chapters.tsv", 3):
        for spelling in (title, *filter(None, others.split("|"))):
            yield title, spelling.strip()


@functools.cache
def _titles() -> dict[str, str]:
    return {chapter_key(spelling): title for title, spelling in _spellings()}


@functools.cache
def _numbered() -> dict[str, str]:
    """Title of each numbered chapter of the ACOEM Practice Guidelines, 2nd edition."""
    return {number: title for title, number, _ in rows_of("mtus_chapters.tsv", 3) if number}


@functools.cache
def _chapter_pattern() -> re.Pattern[str]:
    longest_first = sorted({spelling for _, spelling in _spellings()}, key=len, reverse=True)
    title = rf"\(?(?P<title>{'|'.join(map(_loose, longest_first))})\b\)?"
    named = r"(?P<named>\s(?:Guidelines?|Chapter)\b(?!\s\d\d?\b))?"
    edition = rf"{named}(?:\s\(?(?:[A-Z][a-z]+,?\s)?{YEAR}\)?)?(?:\sGuidelines?\b)?"
    # `ACOEM` in front of a title is its publisher; only a number may stand without a title.
    return re.compile(
        rf"(?:{CHAPTER_NUMBER}|\bACOEM\s|\b)(?:{title}{edition}|(?(number)|(?!)))", re.IGNORECASE
    )


def _loose(spelling: str) -> str:
    """A pattern for one spelling: commas may be missing, `and` may be `&`."""
    words = re.split(r"[\s,]+", spelling)
    return r",?\s".join(r"(?:and|&)" if word in {"and", "&"} else re.escape(word) for word in words)
