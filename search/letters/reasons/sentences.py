"""A rationale as sentences, each with its place, its words and whether it is quoted from elsewhere.

Every function takes any text and runs in time linear in its length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

STOP: Final = re.compile(r"[.?!][\"'”’)\]]*\s+|\n\n+")
WORD: Final = re.compile(r"\w+(?:['’]\w+)*|;")
WORD_IN_FRONT: Final = 12
ABBREVIATIONS: Final = frozenset(
    {"al", "approx", "dr", "e.g", "etc", "fig", "i.e", "mr", "mrs", "ms", "no", "p", "pp", "vs"}
)
QUOTE: Final = re.compile(r"[\"“”]")
# A shorter quotation is a word or two that the reviewer takes up, not a passage of a guideline.
LEAST_QUOTATION: Final = 60
OPENS_BEHIND: Final = frozenset(" \n\t([")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start` to `end` of the text; `words` as of `plain_words`; `quoted` if most of it is."""

    start: int
    end: int
    words: tuple[str, ...]
    quoted: bool


def plain_words(text: str) -> tuple[str, ...]:
    """Words in small letters without possessive or plural `s`; a semicolon is a word of its own."""
    return tuple(_plain(match.group()) for match in WORD.finditer(text))


def sentences_of(text: str) -> Iterator[Sentence]:
    """The sentences of `text` in order, those without a word left out."""
    inside = _quoted_before(text)
    for start, end in _places(text):
        words = plain_words(text[start:end])
        if words:
            quoted = inside[end] - inside[start]
            yield Sentence(start, end, words, quoted=quoted * 2 > end - start)


def _places(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in STOP.finditer(text):
        if _ends_sentence(text, stop):
            yield _trimmed(text, start, stop.end())
            start = stop.end()
    yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if "\n\n" in stop.group():
        return True
    words = text[max(0, stop.start() - WORD_IN_FRONT) : stop.start()].split()
    before = words[-1].strip("(").casefold() if words else ""
    following = text[stop.end() : stop.end() + 1]
    return before not in ABBREVIATIONS and not following.islower()


def _quoted_before(text: str) -> list[int]:
    """For each offset, how many characters in front of it stand inside long quotations."""
    counts = [0] * (len(text) + 1)
    for start, end in _quotations(text):
        if end - start >= LEAST_QUOTATION:
            counts[start + 1 : end + 1] = [1] * (end - start)
    total = 0
    for offset, count in enumerate(counts):
        total += count
        counts[offset] = total
    return counts


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Outermost quotations; one that is never closed is none, since it would swallow the argument."""
    depth = start = 0
    for quote in QUOTE.finditer(text):
        if _opens(text, quote):
            start = start if depth else quote.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, quote.end()


def _opens(text: str, quote: re.Match[str]) -> bool:
    if quote.group() == '"':
        return quote.start() == 0 or text[quote.start() - 1] in OPENS_BEHIND
    return quote.group() == "“"


def _plain(word: str) -> str:
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if len(plain) > 4 and plain.endswith("ies"):
        return f"{plain[:-3]}y"
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain
