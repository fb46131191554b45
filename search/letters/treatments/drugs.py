"""Drugs that a treatment names, by brand or generic name, as generic ingredients."""

import functools
from dataclasses import dataclass

from search.letters.treatments.phrases import PhraseTable, words_of
from search.letters.vocabulary import rows_of


@dataclass(frozen=True, slots=True)
class Drug:
    """One ingredient: generic name in small letters, and its class (a subcategory of Pharmaceuticals)."""

    name: str
    drug_class: str


def drugs_in(words: str) -> tuple[Drug, ...]:
    """Ingredients that `words` name, each once, in order; a combination's brand gives several."""
    found = (drug for drugs in _table().find(words_of(words)) for drug in drugs)
    return tuple(dict.fromkeys(found))


def drug_names(drugs: tuple[Drug, ...]) -> tuple[str, ...]:
    """Generic names, sorted."""
    return tuple(sorted(drug.name for drug in drugs))


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
