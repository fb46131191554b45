"""Stable keys for guidelines, so that two spellings of one citation meet."""

import dataclasses
import re
from typing import Final

from search.letters.facts import Guideline

NO_WORD: Final = re.compile(r"[^a-z0-9]+")
# Words that one citation of a section has and another leaves out.
EMPTY_WORDS: Final = re.compile(r"\b(?:topic|section|chapter|guidelines?|the)\b", re.IGNORECASE)


def keyed(guideline: Guideline) -> Guideline:
    """The guideline with its `key` (`mtus/low-back-complaints`) and its sections' keys."""
    name = slug(guideline.title) if guideline.family == "MTUS" and guideline.title else ""
    key = f"{guideline.family.lower()}/{name}" if name else guideline.family.lower()
    sections = tuple(f"{key}/{slug(section)}" for section in guideline.sections)
    return dataclasses.replace(guideline, key=key, section_keys=sections)


def slug(words: str) -> str:
    """Small letters and hyphens; `&` and `and` meet, punctuation and filling words do not count."""
    plain = EMPTY_WORDS.sub(" ", words.casefold().replace("&", " and "))
    return NO_WORD.sub("-", plain).strip("-")
