"""Drugs and procedures as their pages name them, and the names by which they are looked for."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from search.letters.treatments.phrases import words_of
from search.letters.treatments.procedures import procedures
from search.letters.vocabulary import rows_of
from search.query.facets import FACETS_BY_NAME
from search.query.facets.wording import acronyms
from search.suggesting.drug_names import are_alike, capitalised, drug_names
from search.suggesting.folding import findable_words, words

# No name that anybody gives a treatment is longer.
_LONGEST: Final = 100
_NO_CLASS: Final = "Other drugs"
_NO_VOWEL: Final = re.compile(r"[b-df-hj-np-tv-xz]{2,4}")


class Kind(StrEnum):
    """What a treatment is; the value is the name of its facet."""

    PROCEDURE = "procedure"
    DRUG = "drug"


@dataclass(frozen=True, slots=True)
class Treatment:
    """A drug or procedure: `key` is its value in the facet of its kind, `group` its class or category.

    `also` are its brands or other words as they are shown, `spellings` more words that lead to it.
    """

    kind: Kind
    key: str
    name: str
    group: str
    also: tuple[str, ...]
    spellings: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also, *self.spellings)


@functools.cache
def treatments(kind: Kind) -> Mapping[str, Treatment]:
    """All of a kind by their keys."""
    made = _drugs() if kind is Kind.DRUG else _procedures()
    return MappingProxyType({one.key: one for one in made})


def canonical_key(kind: Kind, typed: str) -> str | None:
    """The key of the treatment of this name, brand or other word; None where there is none.

    A brand of several drugs is the strongest of them.
    """
    if len(typed) > _LONGEST or not typed.isprintable():
        return None
    if typed in treatments(kind):
        return typed
    return _by_name(kind).get(_plain(typed))


def matches(treatment: Treatment, wanted: Iterable[str]) -> bool:
    """Whether each wanted word begins one of the treatment's names or of its class."""
    known = _findable(treatment)
    return all(any(word.startswith(one) for word in known) for one in wanted)


def wanted_words(typed: str) -> list[str]:
    """What was typed into the list's field, as `matches` compares it."""
    return words(typed)[:12]


def names_matched(treatment: Treatment, wanted: Iterable[str]) -> list[str]:
    """Its other names that hold one of the wanted words."""
    asked = tuple(wanted)
    return [name for name in treatment.also if any(one.startswith(asked) for one in findable_words(name))]


def _drugs() -> Iterable[Treatment]:
    for generic, drug_class, others in rows_of("drugs.tsv", 3):
        names = [name.strip() for name in others.split(",") if name.strip()]
        brands = tuple(capitalised(name) for name in names if not are_alike(name, generic))
        yield Treatment(
            Kind.DRUG, generic, capitalised(generic), drug_class or _NO_CLASS, brands, tuple(names)
        )


def _procedures() -> Iterable[Treatment]:
    for one in procedures().values():
        group = FACETS_BY_NAME["category"].label_of(one.category)
        also = tuple(map(_printed, _other_words(one.name, one.other_names)))
        yield Treatment(Kind.PROCEDURE, one.key, one.name, group, also, one.other_names)


def _other_words(name: str, phrases: Iterable[str]) -> Iterable[str]:
    """Phrases that are no longer form of another one, nor of the name: readers know the rest from it."""
    shown: list[set[str]] = [set(words_of(name))]
    for phrase in phrases:
        here = set(words_of(phrase))
        if not are_alike(phrase, name) and not any(known <= here or here <= known for known in shown):
            shown.append(here)
            yield phrase


def _printed(phrase: str) -> str:
    """With abbreviations as letters print them: `ESI`, `VNG`; what has no vowel is none that can be read."""
    words_shown = (
        word.upper() if _NO_VOWEL.fullmatch(word) else acronyms().get(word, word)
        for word in phrase.split(" ")
    )
    return " ".join(words_shown)


def _plain(name: str) -> str:
    return " ".join(words_of(name))


@functools.cache
def _by_name(kind: Kind) -> Mapping[str, str]:
    """Keys by all names: one's own name before another's other name, of those that several have the first."""
    known = treatments(kind).values()
    named = [(name, one.key) for one in known for name in (one.key, one.name)]
    if kind is Kind.DRUG:
        named += [(one.typed, one.generics[0]) for one in drug_names()]
    named += [(name, one.key) for one in known for name in (*one.also, *one.spellings)]
    # What stands first is what stays.
    return MappingProxyType({plain: key for name, key in reversed(named) if (plain := _plain(name))})


@functools.cache
def _findable(treatment: Treatment) -> frozenset[str]:
    return frozenset(word for name in (*treatment.names, treatment.group) for word in findable_words(name))
