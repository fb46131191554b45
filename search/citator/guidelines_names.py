"""What guidelines are called: families in full, listed chapters by their official titles, sections in words.

A key is what the facet has: `mtus`, `mtus/low-back-complaints`, `mtus/low-back-complaints/special-studies`.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from search.letters.guideline_keys import slug
from search.letters.vocabulary import lines_of, rows_of
from search.query.facets import FACETS_BY_NAME
from search.query.facets.facet import DEPTH
from search.query.facets.hierarchies import GUIDELINE_SEPARATOR, VALUE_LENGTH_LIMIT

_GUIDELINE: Final = FACETS_BY_NAME["guideline"]
_STEP: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MTUS: Final = "mtus"
_ODG: Final = "odg"
_LEVELS: Final = ("family", "chapter", "section")


@dataclass(frozen=True, slots=True)
class Family:
    """A family of guidelines: `short` as letters cite it, `name` in full, and a sentence on what it is."""

    key: str
    short: str
    name: str
    about: str


@functools.cache
def families() -> Mapping[str, Family]:
    """The families by their keys, in the order to show."""
    rows = (line.split("\t") for line in lines_of("guideline_families.tsv", "search.citator"))
    return {key: Family(key, _GUIDELINE.label_of(key), name, about) for key, name, about in rows}


@functools.cache
def listed_chapters() -> Mapping[str, str]:
    """Official titles of the chapters that have one, by their keys."""
    mtus = {_joined(_MTUS, slug(title)): title for title, *_ in rows_of("mtus_chapters.tsv", 3)}
    odg = {_joined(_ODG, slug(title)): title for title, *_ in rows_of("odg_chapters.tsv", 2)}
    return mtus | odg


@functools.cache
def _numbers() -> Mapping[str, str]:
    rows = rows_of("mtus_chapters.tsv", 3)
    return {_joined(_MTUS, slug(title)): number for title, number, _ in rows if number}


def canonical_key(typed: str) -> str | None:
    """The key that was meant, in its one spelling; None of what can be no key."""
    if len(typed) > VALUE_LENGTH_LIMIT:
        return None
    steps = typed.lower().strip(GUIDELINE_SEPARATOR).split(GUIDELINE_SEPARATOR)
    is_key = len(steps) <= DEPTH and steps[0] in families() and all(map(_STEP.fullmatch, steps))
    return GUIDELINE_SEPARATOR.join(steps) if is_key else None


def is_listed(key: str) -> bool:
    """Whether a list of ours has it, cited or not."""
    return key in families() or key in listed_chapters()


def name_of(key: str) -> str:
    """The guideline in words, without those above it: a family as letters cite it."""
    return listed_chapters().get(key) or _GUIDELINE.label_of(key)


def above(key: str) -> tuple[str, ...]:
    """The keys over this one, the family first."""
    return _GUIDELINE.above(key)


def full_name_of(key: str) -> str:
    """The guideline in words with those above it: "MTUS › Low Back Complaints"."""
    return " › ".join(map(name_of, [*above(key), key]))


def kind_of(key: str) -> str:
    """`family`, `chapter` or `section`."""
    return _LEVELS[_GUIDELINE.level(key)]


def book_chapter(key: str) -> str:
    """The number of a chapter of the MTUS in the ACOEM Practice Guidelines (2nd ed. 2004), or nothing."""
    return _numbers().get(key, "")


def _joined(*steps: str) -> str:
    return GUIDELINE_SEPARATOR.join(steps)
