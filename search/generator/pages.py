"""Paragraphs set as pages: lines near 95 characters, now and then a broken word, pages ending anywhere."""

import re
from collections.abc import Iterable, Sequence
from random import Random
from typing import Final

LINE: Final = 95
PAGE: Final = 46
BREAKS_WORD: Final = 0.08  # share of the long words at a line's end that are broken by a hyphen
BREAKS_AT_MARK: Final = 0.5  # share of the words with a hyphen of their own that end a line with it
# Two words that lost the space between them were one word to no typesetter.
LONG_WORD: Final = re.compile(r"(?!notmedically)[a-z]{10,}[.,]?\Z")
# Where a typesetter may break: behind a vowel that a consonant and a vowel follow.
SYLLABLE: Final = re.compile(r"(?<=[aeiou])(?=[bcdfgklmnprstv][aeiou])")
LEAST_PART: Final = 3


def set_pages(rng: Random, paragraphs: Iterable[str]) -> list[list[str]]:
    """Pages of lines."""
    lines = [line for paragraph in paragraphs for line in wrap(rng, paragraph)]
    return [lines[start : start + PAGE] for start in range(0, len(lines), PAGE)]


def wrap(rng: Random, paragraph: str) -> list[str]:
    """The paragraph's lines; runs of spaces stay, except at a line's ends."""
    lines: list[str] = []
    words: list[str] = []
    length = -1
    for word in paragraph.split(" "):
        if length + 1 + len(word) > LINE and words:
            head, word = _broken(rng, word, LINE - length - 1)  # noqa: PLW2901
            lines.append(" ".join([*words, head] if head else words).rstrip())
            words, length = [], -1
            if not word:
                continue
        words.append(word)
        length += 1 + len(word)
    return [*lines, " ".join(words)] if words else lines


def _broken(rng: Random, word: str, room: int) -> tuple[str, str]:
    """What of the word still goes on the line, with its hyphen, and what goes on the next."""
    mark = word.rfind("-", 1, max(room, 1)) + 1
    if 2 < mark < len(word) and rng.random() < BREAKS_AT_MARK:
        return word[:mark], word[mark:]
    if room > LEAST_PART and LONG_WORD.match(word) and rng.random() < BREAKS_WORD:
        ends = [match.start() for match in SYLLABLE.finditer(word, LEAST_PART, len(word) - LEAST_PART)]
        part = max((end for end in ends if end < room), default=0)
        return (f"{word[:part]}-" if part else "", word[part:])
    return "", word


def as_text(pages: Sequence[Sequence[str]], *, doubled: bool) -> str:
    """The pages as plain text, apart by form feeds.

    `doubled` gives each line a trailing space and a blank line, as stored letters of 2014 have it.
    """
    if doubled:
        return "\f".join("".join(f"{line} \n\n" for line in page) for page in pages)
    return "\f".join("\n".join(page) + "\n" for page in pages)
