"""Names of treatments: what is left of a request without amounts, levels, sides and dates.

`Lumbar epidural steroid injection at L4-5` and `2 lumbar epidural steroid injections, left` meet in one name.
"""

import functools
import re
from collections.abc import Collection

from search.letters.treatments.drugs import mentions_in
from search.letters.vocabulary import lines_of, rows_of
from search.query.light_words import stop_words
from search.query.stemming import stem
from search.suggesting.folding import folded, tokens, words

LONGEST = 10
_PACKAGE = "search.suggesting"
_HEADING = re.compile(r"^([^:\d]{1,60}):(?=\s+\S)")
_ASIDE = re.compile(r"[,;(\[{#].*", re.DOTALL)
_EDGES = " \t\r\n.:!?*\"'“”‘’-–—/&+"
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ACRONYM = 8
# An office visit is no office.
_KEPT_BEHIND_ONE_WORD = {"visit", "visits"}
_SPLIT = re.compile(r"\s+")


def name_of(treatment: str) -> str:
    """The name of a treatment as it is worded, or nothing where no name is left, or only a drug's."""
    shown = [word.strip(_EDGES) for word in _SPLIT.split(_without_aside(_without_heading(treatment)))]
    named = _between_amounts([word for word in shown if word and folded(word) not in _sides()])
    name = " ".join(_without_tail(named[:LONGEST]))
    if not _LETTERS.search(name) or _is_drug_alone(name):
        return ""
    # Acronyms are short; a whole name in capitals is a letter's way of printing.
    return name.capitalize() if name.isupper() and len(name) > _ACRONYM else name[0].upper() + name[1:]


def telling_words(name: str) -> tuple[str, ...]:
    """The words of a name that say something, in small letters and in order, each once; `x-ray` is one."""
    said = ("-".join(token) for token in tokens(name))
    return tuple(dict.fromkeys(word for word in said if word not in stop_words()))


def meeting_point(name: str) -> frozenset[str]:
    """The stems of a name's words: spellings, plurals and orders of one name have the same."""
    return frozenset(stem(word) for word in words(name) if word not in stop_words())


def _without_heading(treatment: str) -> str:
    """`Associated surgical service: Arc sling` is a sling, `Massage QTY: 12` is massage."""
    heading = _HEADING.match(treatment)
    if heading is None or _list("cutting_words.txt").issuperset(words(heading[1])[-1:]):
        return treatment
    return treatment[heading.end() :]


def _without_aside(treatment: str) -> str:
    """The words up to a comma or bracket, unless there are none in front of it but amounts."""
    before = _ASIDE.sub("", treatment)
    plain = [
        word for word in words(before) if not _is_amount(word) and word not in _list("leading_words.txt")
    ]
    return before if plain else treatment


def _between_amounts(shown: list[str]) -> list[str]:
    """From the first word that is neither amount nor filling, up to the next amount."""
    leading, cutting = _list("leading_words.txt"), _list("cutting_words.txt")
    start = 0
    while start < len(shown) and (_is_amount(shown[start]) or folded(shown[start]) in leading):
        start += 1
    end = start
    while end < len(shown) and not _is_amount(shown[end]) and folded(shown[end]) not in cutting:
        end += 1
    return shown[start:end]


def _without_tail(named: list[str]) -> list[str]:
    trailing = _list("trailing_words.txt")
    while named and folded(named[-1]) in trailing:
        if len(named) == 2 and folded(named[-1]) in _KEPT_BEHIND_ONE_WORD:
            break
        named = named[:-1]
    return named


def _is_amount(word: str) -> bool:
    return any(character.isdigit() for character in word) or folded(word) in _numbers()


@functools.lru_cache(maxsize=50_000)
def _is_drug_alone(name: str) -> bool:
    """Drugs have suggestions of their own, by their known names."""
    mentions = mentions_in(name)
    if not mentions:
        return False
    rest = name
    for mention in reversed(mentions):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    return set(words(rest)) - stop_words() <= _forms() | _list("drug_words.txt")


@functools.cache
def _list(file_name: str) -> frozenset[str]:
    return frozenset(lines_of(file_name, _PACKAGE))


@functools.cache
def _numbers() -> Collection[str]:
    return frozenset(row[0] for row in rows_of("number_words.tsv", 2))


@functools.cache
def _sides() -> Collection[str]:
    return frozenset(
        phrase for side, phrases in rows_of("sides.tsv", 2) if side != "-" for phrase in phrases.split(",")
    )


@functools.cache
def _forms() -> frozenset[str]:
    return frozenset(word for _, phrases in rows_of("drug_forms.tsv", 2) for word in words(phrases))
