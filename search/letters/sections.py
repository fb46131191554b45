"""Cutting a letter at its headings."""

import re
from collections.abc import Mapping
from typing import Final

from search.letters.extraction.text import LetterText
from search.letters.facts import Finding
from search.letters.passages import Passage

BEFORE: Final = "header"
NOT_FOUND: Final = "This part's heading was not found in its place."


def heading(words: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    """A pattern for heading `words`, which may wrap; regular expression signs keep their meaning."""
    return re.compile(r"\b" + r"\s+".join(words.split(" ")), re.IGNORECASE if ignore_case else 0)


def cut(letter: LetterText, headings: Mapping[str, re.Pattern[str]]) -> dict[str, Passage]:
    """Parts of the letter by name, each from behind its heading to the next; missing ones are left out.

    Headings are looked for in the given order, each behind the one before. What stands in front of the first
    is called `header`.
    """
    places: list[tuple[str, int, int]] = []
    position = 0
    for name, pattern in headings.items():
        match = pattern.search(letter.full, position)
        if match:
            places.append((name, match.start(), match.end()))
            position = match.end()
    whole = Passage.whole(letter)
    starts = [start for _, start, _ in places] + [len(letter.full)]
    parts = {BEFORE: whole.part(0, starts[0])}
    for (name, _, end), following in zip(places, starts[1:], strict=True):
        parts[name] = whole.part(end, following)
    return parts


def missing(parts: Mapping[str, Passage], headings: Mapping[str, re.Pattern[str]]) -> tuple[Finding, ...]:
    """A finding for each heading that `cut` did not find, or not behind the one before."""
    return tuple(Finding(name, NOT_FOUND) for name in headings if name not in parts)
