"""Procedures, services, tests and devices that a treatment's own words name."""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from search.letters.guideline_keys import slug
from search.letters.treatments.phrases import Found, PhraseTable, words_of
from search.letters.vocabulary import rows_of

_FILE: Final = "procedures.tsv"
_SHIELD: Final = "-"
_GENERAL: Final = "general"
_VAGUE: Final = "vague"
_PURPOSE: Final = "purpose"
# Words that only say where: `arthroscopy of the left knee`.
_WHERE: Final = re.compile(r"\b(?:of|to|the|left|right|bilateral|both|side)\b", re.IGNORECASE)
_GROUP: Final = re.compile(r"<\w+>")
# Between what serves and what it serves: `clearance for`, `interpreter at`, `transportation to`.
_SERVES: Final = re.compile(
    r"\b(?:for|to|at|during|before|prior|regarding|re|on the day of)\b", re.IGNORECASE
)
_FARTHEST: Final = 200
# A further treatment of the same line begins.
_PARTED: Final = re.compile(r"[;.,&+]|(?<!\bto )\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure by its `key` (`epidural-steroid-injection`), with its name and treatment category.

    `other_names` are words by which letters and readers call it, in small letters.
    """

    key: str
    name: str
    category: str
    other_names: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()


@functools.cache
def procedures() -> Mapping[str, Procedure]:
    """All procedures by their keys, in the file's order."""
    return MappingProxyType({slug(name): _procedure(name, *others) for name, *others in _named_rows()})


def procedures_in(words: str) -> tuple[str, ...]:
    """Keys of the procedures that a treatment names, each once, sorted; takes any text, in linear time."""
    plain = _WHERE.sub(lambda found: " " * len(found[0]), words)
    mentions = [found for found in _table().find(plain) if found.value]
    named = list(dict.fromkeys(_asked_for(words, mentions)))
    kept = named if len(named) < 2 else [one for one in named if not _yields(one, named)]
    return tuple(sorted({one.key for one in kept}))


def _asked_for(words: str, mentions: Sequence[Found[tuple[Procedure, ...]]]) -> Iterator[Procedure]:
    """What the mentions name but for what another one only serves: `clearance for knee replacement`."""
    server: Found[tuple[Procedure, ...]] | None = None
    served: str | None = None
    for position, here in enumerate(mentions):
        first = here.value[0]
        if server and _serves(words, server, here):
            served = first.category
            continue
        if _PURPOSE in first.marks:
            server, served = here, None
        elif served == first.category or _is_qualified(words, here, mentions[position + 1 : position + 2]):
            continue
        else:
            server = served = None
        yield from here.value


def _serves(words: str, server: Found[tuple[Procedure, ...]], here: Found[tuple[Procedure, ...]]) -> bool:
    """Whether `here` is what `server` is for; a consultation for another one is that one."""
    if _PURPOSE in here.value[0].marks and server.value[0].category == here.value[0].category:
        return False
    if here.start - server.end > _FARTHEST:
        return False
    between = words[server.end : here.start]
    return _SERVES.search(between) is not None and _PARTED.search(between) is None


def _is_qualified(
    words: str, here: Found[tuple[Procedure, ...]], behind: Sequence[Found[tuple[Procedure, ...]]]
) -> bool:
    """Whether it only tells the kind of a consultation: `spinal cord stimulator consultation`."""
    return any(
        one.value[0].marks >= {_VAGUE, _PURPOSE} and not words[here.end : one.start].strip() for one in behind
    )


def _yields(one: Procedure, named: Iterable[Procedure]) -> bool:
    if _VAGUE in one.marks:
        return any(_VAGUE not in other.marks for other in named)
    if _GENERAL not in one.marks:
        return False
    return any(other.category == one.category and not other.marks & {_GENERAL, _VAGUE} for other in named)


def _procedure(name: str, category: str, phrases: str, marks: str) -> Procedure:
    others = tuple(phrase for phrase in phrases.split(",") if not _GROUP.search(phrase))
    return Procedure(slug(name), name, category, others, frozenset(marks.split()))


def _named_rows() -> Iterator[tuple[str, ...]]:
    return (row for row in rows_of(_FILE, 4) if row[0] != _SHIELD and not _GROUP.fullmatch(row[0]))


@functools.cache
def _table() -> PhraseTable[tuple[Procedure, ...]]:
    known = procedures()
    phrases_of = {
        name: tuple(_spelled_out(phrases)) for name, _, phrases, _ in rows_of(_FILE, 4) if name[0] != "<"
    }
    listed = set(itertools.chain.from_iterable(phrases_of.values()))
    by_phrase: dict[str, tuple[Procedure, ...]] = {}
    for name, phrases in phrases_of.items():
        one = () if name == _SHIELD else (known[slug(name)],)
        plurals = (plural for plural in map(_plural, phrases) if plural not in listed)
        for phrase in dict.fromkeys((*phrases, *plurals)):
            by_phrase[phrase] = (*by_phrase.get(phrase, ()), *one)
    return PhraseTable(by_phrase.items())


def _spelled_out(phrases: str) -> Iterator[str]:
    """Phrases with each word of their groups, without the words that only say where."""
    for phrase in phrases.split(","):
        parts = re.split(r"(<\w+>)", phrase)
        for chosen in itertools.product(*(_groups().get(part, (part,)) for part in parts)):
            yield " ".join(words_of(_WHERE.sub(" ", "".join(chosen))))


def _plural(phrase: str) -> str:
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return f"{phrase[:-1]}ies"
    if phrase.endswith("s"):
        return phrase
    return f"{phrase}es" if phrase.endswith(("ch", "sh", "x")) else f"{phrase}s"


@functools.cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words.split(",")) for name, _, words, _ in rows_of(_FILE, 4) if name[0] == "<"}
