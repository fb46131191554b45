"""Chapter and section inside a citation of the Official Disability Guidelines, as stable keys.

Reviewers cite them in many ways: `Low Back, MRI`, `Knee and Leg (Durable medical equipment (DME))`,
`Pain (Chronic), Home Health Services`, `physical therapy, elbow chapter`, `MRI shoulder`.
"""

import functools
import re
from typing import Final

from search.letters.guideline_keys import slug
from search.letters.vocabulary import rows_of

TOKENS: Final = re.compile(r"[a-z0-9]+|[()]")
# `MRI's` is one word.
APOSTROPHES: Final = re.compile(r"(?<=\w)['\N{RIGHT SINGLE QUOTATION MARK}](?=\w)")
# In brackets behind a chapter's title these words belong to it.
QUALIFIERS: Final = frozenset({"acute", "chronic", "lumbar", "thoracic"})
NAMES_OF_PARTS: Final = frozenset({"chapter", "section", "topic"})


def odg_keys(title: str) -> tuple[str, ...]:
    """`odg/low-back` and `odg/low-back/mri` for `Low Back chapter, MRI`; none where no chapter is named.

    One citation may name several, parted by semicolons.
    """
    return tuple(key for part in title.split(";") for key in _keys(_tokens(part)))


def _keys(tokens: list[str]) -> list[str]:
    chapter, rest = _chapter_in_front(tokens)
    if not chapter:
        chapter, rest = _chapter_behind(rest)
    if not chapter:
        return []
    section = _section(_chapter_behind(rest, chapter)[1])
    return [f"odg/{chapter}", *([f"odg/{chapter}/{section}"] if section else [])]


def _tokens(words: str) -> list[str]:
    return TOKENS.findall(APOSTROPHES.sub("", words.casefold().replace("&", " and ")))


def _chapter_in_front(tokens: list[str]) -> tuple[str, list[str]]:
    for spelling, chapter in _spellings():
        if tuple(tokens[: len(spelling)]) == spelling:
            rest = _without_qualifiers(tokens[len(spelling) :])
            return chapter, rest[1:] if rest[:1] and rest[0] in NAMES_OF_PARTS else rest
    return "", tokens


def _chapter_behind(tokens: list[str], wanted: str = "") -> tuple[str, list[str]]:
    """The chapter at the citation's end, or only the `wanted` one, and what stands in front of it."""
    end = len(tokens)
    while end and tokens[end - 1] in NAMES_OF_PARTS:
        end -= 1
    for spelling, chapter in _spellings():
        start = end - len(spelling)
        if start > 0 and tuple(tokens[start:end]) == spelling and wanted in ("", chapter):
            return chapter, tokens[:start]
    return "", tokens


def _without_qualifiers(tokens: list[str]) -> list[str]:
    if tokens[:1] != ["("] or ")" not in tokens:
        return tokens
    end = tokens.index(")")
    return tokens[end + 1 :] if QUALIFIERS & set(tokens[1:end]) else tokens


def _section(words: list[str]) -> str:
    """What is cited of the chapter, without explanations in brackets where it has other words."""
    return _outside_brackets(words) or _outside_brackets(_unwrapped(words))


def _outside_brackets(words: list[str]) -> str:
    outside, depth = list[str](), 0
    for word in words:
        depth = max(0, depth + (word == "(") - (word == ")"))
        if not depth and word != ")":
            outside.append(word)
    return slug(" ".join(outside))


def _unwrapped(words: list[str]) -> list[str]:
    """The words without the brackets around all of them."""
    depth = next((place for place, word in enumerate(words) if word != "("), len(words))
    end = len(words)
    while end > depth and words[end - 1] == ")" and len(words) - end < depth:
        end -= 1
    return words[depth:end]


@functools.cache
def _spellings() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Spellings as tokens, the longest first, each with its chapter's key."""
    rows = rows_of("odg_chapters.tsv", 2)
    spelled = {
        tuple(_tokens(one)): slug(title) for title, others in rows for one in (title, *others.split("|"))
    }
    return tuple(sorted(((one, key) for one, key in spelled.items() if one), key=lambda pair: -len(pair[0])))
