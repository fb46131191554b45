"""Brand and generic names that find each other, from the reader's list of drugs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import permutations
from typing import Final

from search.letters.vocabulary import lines_of, rows_of

# Letters name the opioid of a combination and leave this partner out.
_LEFT_OUT_PARTNER: Final = "acetaminophen"
_PARTNER_SPELLINGS: Final = {"acetaminophen": ("acetaminophen", "apap"), "aspirin": ("aspirin", "asa")}
# A list of names holds other spellings beside the brands; from here on two names are one.
_SAME_NAME: Final = 0.8


@dataclass(frozen=True, slots=True)
class DrugNames:
    """Generic names that a name stands for, strongest ingredients only, and the brands of a generic name."""

    generics_of: dict[str, tuple[str, ...]]
    brands_of: dict[str, tuple[str, ...]]
    brands_of_combination: dict[str, tuple[str, ...]]
    ingredients_of: dict[str, tuple[str, ...]]

    def names(self) -> tuple[str, ...]:
        """All names: generic, brand, other spelling, and `hydrocodone acetaminophen`."""
        return (*self.brands_of, *self.generics_of, *self.brands_of_combination)

    def alternatives_of(self, name: str) -> tuple[str, ...]:
        """What to search for beside `name`, the generic name first; raises KeyError for what is no name."""
        if name in self.brands_of:
            return self.brands_of[name]
        if name in self.brands_of_combination:
            return self.brands_of_combination[name]
        generics = self.generics_of[name]
        return (*generics, *self._siblings(name, generics))

    def _siblings(self, name: str, generics: tuple[str, ...]) -> list[str]:
        """Brands of the same ingredients first; who names a combination wants no other."""
        brands = dict.fromkeys(brand for generic in generics for brand in self.brands_of[generic])
        same = [brand for brand in brands if self.ingredients_of[brand] == self.ingredients_of[name]]
        rest = [] if len(self.ingredients_of[name]) > 1 else [brand for brand in brands if brand not in same]
        return [brand for brand in (*same, *rest) if brand != name]


@cache
def drug_names() -> DrugNames:
    """The names of `drugs.tsv`, in small letters and in its order."""
    rank = {name: place for place, name in enumerate(lines_of("drug_classes.txt"))}
    ranks: dict[str, int] = {}
    names_of: dict[str, list[str]] = {}
    ingredients: dict[str, list[str]] = defaultdict(list)
    for generic, drug_class, names in rows_of("drugs.tsv", 3):
        ranks[generic] = rank.get(drug_class, len(rank))
        names_of[generic] = [stripped for name in names.split(",") if (stripped := name.strip())]
        for name in names_of[generic]:
            ingredients[name].append(generic)
    generics_of = {name: _strongest(parts, ranks) for name, parts in ingredients.items() if name not in ranks}
    brands_of = {
        generic: tuple(
            _without_spellings(generic, [name for name in names if generic in generics_of.get(name, ())])
        )
        for generic, names in names_of.items()
    }
    return DrugNames(
        generics_of,
        brands_of,
        _combinations(ingredients, generics_of),
        {name: tuple(parts) for name, parts in ingredients.items()},
    )


def _strongest(parts: list[str], ranks: dict[str, int]) -> tuple[str, ...]:
    """The ingredients of the strongest class: of hydrocodone and acetaminophen, hydrocodone."""
    best = min(ranks[part] for part in parts)
    return tuple(part for part in parts if ranks[part] == best)


def _without_spellings(generic: str, names: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if not any(_is_spelling(name, other) for other in (generic, *kept)):
            kept.append(name)
    return kept


def _is_spelling(name: str, other: str) -> bool:
    """Whether `name` is `other` with a letter or two wrong."""
    if name[0] != other[0] or abs(len(name) - len(other)) > 3:
        return False
    return SequenceMatcher(None, name, other, autojunk=False).ratio() >= _SAME_NAME


def _combinations(
    ingredients: dict[str, list[str]], generics_of: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """`hydrocodone acetaminophen`, either way round, to the brands of just these two."""
    brands: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, parts in ingredients.items():
        if len(parts) == 2 and name in generics_of:
            brands[tuple(sorted(parts))].append(name)
    combinations: dict[str, tuple[str, ...]] = {}
    for pair, names in brands.items():
        alone = tuple(part for part in generics_of[names[0]] if _LEFT_OUT_PARTNER in pair)
        for first, second in permutations(pair):
            for spelled in _spellings(first, second):
                combinations[spelled] = (*alone, *_without_spellings(spelled, names))
    return combinations


def _spellings(first: str, second: str) -> list[str]:
    return [
        f"{one} {other}"
        for one in _PARTNER_SPELLINGS.get(first, (first,))
        for other in _PARTNER_SPELLINGS.get(second, (second,))
    ]
