"""Drugs that a treatment names, by brand or generic name, as generic ingredients."""

import dataclasses
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from search.letters.treatments.phrases import PhraseTable, words_of
from search.letters.vocabulary import lines_of, rows_of

# Salts behind a generic name; they part it from the strength or from the second ingredient.
SALT: Final = (
    r"hydrochloride|hcl|hci|bitartrate|bit|sodium|potassium|calcium|tartrate|sulfate|citrate|succinate|maleate"
    r"|mesylate|phosphate|acetate"
)
# What may stand between the ingredients of one combination, or in front of a name that restates another.
JOINER: Final = re.compile(rf"[\s-]*(?:(?:{SALT})\b[\s-]*)?(?:/|with\b|\+|and\b|&|-)?[\s-]*", re.IGNORECASE)
# `Norco and Soma`, `Norco Soma` are two drugs, unless a combination of the two is known.
TIGHT_JOINER: Final = re.compile(r"/|\+|\bwith\b|(?<=\S)-(?=\S)", re.IGNORECASE)
# A percentage behind the second of two names is that name's alone, as in a compound.
OWN_PERCENT: Final = re.compile(r"\W{0,3}\d{1,3}(?:\.\d{1,4})?\s?%(?!\s?/\s?\d)")
RESTATED: Final = re.compile(r"\(\s?\Z")


@dataclass(frozen=True, slots=True)
class Drug:
    """One ingredient: generic name in small letters, and its class (a subcategory of Pharmaceuticals)."""

    name: str
    drug_class: str


@dataclass(frozen=True, slots=True)
class DrugMention:
    """A drug or combination where the words name it: characters `start` to `end`."""

    drugs: tuple[Drug, ...]
    start: int
    end: int


def mentions_in(words: str) -> list[DrugMention]:
    """Drugs in order; `hydrocodone/APAP`, `promethazine with codeine`, `Valium (diazepam)` are one each."""
    mentions: list[DrugMention] = []
    place, restates = 0, False
    for found in _table().find(words):
        here = DrugMention(found.value, found.start, found.end)
        before = mentions.pop() if mentions else None
        if before is None:
            mentions.append(here)
        elif _restates(words, before, here) or (restates and _completes(words, before, place, here)):
            mentions.append(dataclasses.replace(before, drugs=_union(before, here)))
            restates = True
        elif _completes(words, before, place, here):
            mentions.append(DrugMention(_union(before, here), before.start, here.end))
        else:
            mentions.extend((before, here))
            restates = False
        place = found.end
    return mentions


def drugs_in(words: str) -> tuple[Drug, ...]:
    """Ingredients that `words` name, each once, in order; a combination's brand gives several."""
    return tuple(dict.fromkeys(drug for mention in mentions_in(words) for drug in mention.drugs))


def drug_names(drugs: Iterable[Drug]) -> tuple[str, ...]:
    """Generic names, sorted."""
    return tuple(sorted(drug.name for drug in drugs))


def class_of(drugs: Iterable[Drug]) -> str:
    """The class of the strongest of `drugs`, empty where none has one: of Norco it is that of hydrocodone."""
    strongest_first = lines_of("drug_classes.txt")
    classes = [drug.drug_class for drug in drugs if drug.drug_class]
    return min(classes, key=strongest_first.index, default="")


def _restates(words: str, before: DrugMention, here: DrugMention) -> bool:
    shared = set(before.drugs) & set(here.drugs)
    return bool(shared) and RESTATED.search(words, max(before.end, here.start - 2), here.start) is not None


def _completes(words: str, before: DrugMention, place: int, here: DrugMention) -> bool:
    """True where `here` is a further ingredient of `before`, whose last word ends at `place`."""
    if not JOINER.fullmatch(words, place, here.start) or OWN_PERCENT.match(words, here.end):
        return False
    if TIGHT_JOINER.search(words, place, here.start):
        return True
    return frozenset(_union(before, here)) in _combinations()


def _union(before: DrugMention, here: DrugMention) -> tuple[Drug, ...]:
    return tuple(dict.fromkeys((*before.drugs, *here.drugs)))


@functools.cache
def _combinations() -> frozenset[frozenset[Drug]]:
    """Ingredients of each combination that a brand is known for."""
    return frozenset(frozenset(drugs) for drugs in _table().values() if len(drugs) > 1)


@functools.cache
def _table() -> PhraseTable[tuple[Drug, ...]]:
    by_phrase: dict[str, tuple[Drug, ...]] = {}
    for name, drug_class, brands in rows_of("drugs.tsv", 3):
        drug = Drug(name, drug_class)
        for phrase in (name, *brands.split(",")):
            key = " ".join(words_of(phrase))
            if key:
                by_phrase[key] = (*by_phrase.get(key, ()), drug)
    return PhraseTable(by_phrase.items())
