"""Guideline lines to guidelines: which families, chapters, sections and pages they cite."""

import itertools
import re
from collections.abc import Iterator
from typing import Final

from search.letters.chapters import cited_chapters
from search.letters.facts import Guideline
from search.letters.guideline_keys import keyed

ACOEM, MTUS, ODG, OTHER = "ACOEM", "MTUS", "ODG", "Other"
BASIS: Final = re.compile(
    r"\b(?:based (?:its|his(?:/her)?|their|her) decision on|decision (?:was )?based on)\b(?: the\b)?\s?",
    re.IGNORECASE,
)
OUTSIDE: Final = re.compile(r"Non-\s?MTUS\b(?: Citation\b)?(?: the\b)?[\s:]*", re.IGNORECASE)
# Sentences that name the MTUS without citing it.
NO_CITATION: Final = re.compile(
    r"recommendations?(?:\(s\))? outside of\b|did not (?:cite|base)\b|not applicable\b", re.IGNORECASE
)
INSIDE: Final = re.compile(
    r"(?:California )?(?:MTUS|Medical Treatment Utilization Schedule(?: \(MTUS\))?)\b[\s:,]*",
    re.IGNORECASE,
)
NOT_PART: Final = re.compile(
    r",?\s?which (?:is|are) not (?:a )?part of (?:the )?(?:California )?MTUS", re.IGNORECASE
)
BESIDE: Final = re.compile(
    r"(?:\A|[,;.]\s(?:and\s)?|\sand\s)(?:the\s)?(?P<name>Non-MTUS|Official Disability Guid|ODG\b)",
    re.IGNORECASE,
)
FURTHER: Final = re.compile(r"\s+and (?=Other Medical Treatment Guidelines?\b)", re.IGNORECASE)
FURTHER_WORDS: Final = re.compile(r"Other Medical Treatment Guidelines?\b[\s:,]*", re.IGNORECASE)
ODG_NAME: Final = re.compile(
    r"(?:the )?(?:Official Disability Guidelines?|\bODG\b)(?: ?\(ODG\))?(?: guidelines?\b)?(?:-TWC\b)?",
    re.IGNORECASE,
)
ACOEM_NAME: Final = re.compile(
    r"(?:the )?(?:\bACOEM\b|American College of Occupational and Environmental Medicine)(?: ?\(ACOEM\))?",
    re.IGNORECASE,
)
SEPARATORS: Final = " ,.;:-–"
PAGES: Final = re.compile(
    r"\b(?:pages?|page\(s\)|pgs?\.?|pp\.?)\s?:?\s?(\d+(?:\s?[-–,&]\s?\d+)*)", re.IGNORECASE
)


def read_citation(words: str) -> tuple[Guideline, ...]:
    """Guidelines of one mended guideline line, in its order; empty where it says that no evidence was cited.

    Source of the wordings: posted letters of 2013 to 2017. One family outside the MTUS is one guideline,
    however often the line names it.
    """
    found: dict[tuple[str, str | None], Guideline] = {}
    for guideline in _all(words):
        name = guideline.title if guideline.family == MTUS else None
        key = (guideline.family, name.casefold() if name else None)
        found[key] = _joined(found[key], guideline) if key in found else guideline
    return tuple(keyed(guideline) for guideline in found.values())


def _all(words: str) -> Iterator[Guideline]:
    starts = list(BASIS.finditer(words))
    for match, following in itertools.zip_longest(starts, starts[1:]):
        end = following.start() if following else len(words)
        yield from _one_basis(words[match.end() : end].strip())


def _one_basis(words: str) -> Iterator[Guideline]:
    outside = OUTSIDE.match(words)
    if outside:
        yield from _outside(words[outside.end() :])
    elif NO_CITATION.match(words):
        return
    else:
        yield from _inside(words)


def _inside(words: str) -> Iterator[Guideline]:
    """Chapters of the MTUS, and behind them what older letters cite beside it in the same sentence."""
    inside = INSIDE.match(words)
    rest = words[inside.end() :] if inside else words
    beside = BESIDE.search(rest)
    chapters = rest[: beside.start()] if beside else rest
    if inside or chapters.strip(SEPARATORS):
        yield from cited_chapters(chapters)
    if beside:
        yield from _outside(rest[beside.start("name") :])


def _outside(words: str) -> Iterator[Guideline]:
    words = OUTSIDE.sub("", NOT_PART.sub("", words))
    for part in FURTHER.split(words):
        if part.strip(SEPARATORS):
            yield _named(part.strip())


def _named(words: str) -> Guideline:
    further = FURTHER_WORDS.match(words)
    rest = words[further.end() :] if further else words
    pages = PAGES.search(words)
    for family, pattern in ((ODG, ODG_NAME), (ACOEM, ACOEM_NAME)):
        name = pattern.search(rest)
        if name:
            return Guideline(family, _title(rest, name), pages=pages[1] if pages else None)
    return Guideline(OTHER, _trimmed(words) or None, pages=pages[1] if pages else None)


def _title(words: str, name: re.Match[str]) -> str | None:
    """The words behind the family's name, or all of them where others stand in front of it."""
    behind = words[name.end() :] if not words[: name.start()].strip(SEPARATORS) else words
    return _trimmed(behind) or None


def _trimmed(words: str) -> str:
    trimmed = words.strip(SEPARATORS)
    if trimmed.startswith("(") and trimmed.endswith(")") and trimmed.count("(") == 1:
        return trimmed[1:-1].strip()
    return trimmed


def _joined(first: Guideline, second: Guideline) -> Guideline:
    """Two citations of one guideline as one."""
    return Guideline(
        first.family,
        first.title if first.family == MTUS else "; ".join(filter(None, (first.title, second.title))) or None,
        first.year or second.year,
        first.sections + second.sections,
        ", ".join(filter(None, (first.pages, second.pages))) or None,
    )
