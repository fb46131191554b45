"""The names that a drug is suggested by: its generic name, and its brands."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from search.letters.vocabulary import lines_of, rows_of
from search.suggesting.folding import folded

# Two names this much alike are spellings of one.
_ALIKE = 0.85
_SHORTENED = 4
_CAPITALS = {"xr", "er", "es", "hp", "sr", "cr", "dr", "ir", "la", "xl", "ec", "pm", "ds", "htp"}


@dataclass(frozen=True, slots=True)
class DrugName:
    """A name under which a drug is looked for, with the generic names of what it holds.

    `typed` is the name in small letters; `spellings` are other ways to write it.
    """

    typed: str
    generics: tuple[str, ...]
    spellings: tuple[str, ...] = ()

    @property
    def is_generic(self) -> bool:
        return self.generics == (self.typed,)

    @property
    def text(self) -> str:
        """The name as shown: `Gabapentin`, `Norco (hydrocodone, acetaminophen)`."""
        return (
            capitalised(self.typed)
            if self.is_generic
            else f"{capitalised(self.typed)} ({', '.join(self.generics)})"
        )


@functools.cache
def drug_names() -> tuple[DrugName, ...]:
    """All generic names and brands of the list of drugs; misspellings stand with the name that they mean."""
    generics: list[DrugName] = []
    by_brand: dict[str, tuple[str, ...]] = {}
    for generic, _, others in rows_of("drugs.tsv", 3):
        names = [name.strip() for name in others.split(",") if name.strip()]
        spellings = tuple(name for name in names if are_alike(name, generic))
        generics.append(DrugName(generic, (generic,), spellings))
        for brand in names:
            if brand not in spellings:
                by_brand[brand] = (*by_brand.get(brand, ()), generic)
    brands = (DrugName(brand, _strongest_first(held)) for brand, held in by_brand.items())
    return (*generics, *brands)


def are_alike(name: str, other: str) -> bool:
    """Whether `name` is a spelling of `other`, or its beginning: `acetominophen`, `gaba`."""
    short, long = folded(name), folded(other)
    if len(short) >= _SHORTENED and long.startswith(short):
        return True
    return short[:1] == long[:1] and SequenceMatcher(None, short, long).ratio() >= _ALIKE


def capitalised(name: str) -> str:
    """A name as labels print it: `Vicodin ES`, `Alpha lipoic acid`."""
    first, *others = name.split(" ")
    shown = [other.upper() if other in _CAPITALS else other for other in others]
    return " ".join([first[:1].upper() + first[1:], *shown])


def _strongest_first(generics: tuple[str, ...]) -> tuple[str, ...]:
    classes = _class_ranks()
    return tuple(sorted(generics, key=lambda generic: classes[generic]))


@functools.cache
def _class_ranks() -> Mapping[str, int]:
    ranks = {drug_class: rank for rank, drug_class in enumerate(lines_of("drug_classes.txt"))}
    return {generic: ranks.get(drug_class, len(ranks)) for generic, drug_class, _ in rows_of("drugs.tsv", 3)}
