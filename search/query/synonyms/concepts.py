"""Typed words as concepts, each with the other words that mean the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product, zip_longest
from typing import Final

from search.query.stemming import pieces, stems
from search.query.synonyms.forms import holds, singular
from search.query.synonyms.table import Entry, table

ALTERNATIVES_LIMIT: Final = 12
# `and/or` and `w/wo` have no parts to look for.
_SHORTEST_PART: Final = 2
_NO_PARTS: Final = frozenset(("and", "or", "not", "no", "with", "wo", "if", "he", "she", "his", "her"))


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that mean the same, to be searched one after the other."""

    text: str


@dataclass(frozen=True, slots=True)
class Concept:
    """Typed words that mean one thing, and other ways to say it, most useful first.

    There are at most `ALTERNATIVES_LIMIT`.
    """

    words: tuple[str, ...]
    others: tuple[Alternative, ...] = ()


def concepts(words: Sequence[str]) -> tuple[Concept, ...]:
    """Part typed words into concepts, the longest known one first; every word is in exactly one, in order."""
    found: list[Concept] = []
    position = 0
    while position < len(words):
        run, entry = _longest_at(words, position)
        typed = tuple(words[position : position + run])
        found.append(_concept(typed, entry.alternatives if entry else _of_parts(typed[0])))
        position += run
    return tuple(found)


def _longest_at(words: Sequence[str], position: int) -> tuple[int, Entry | None]:
    """How many words from here are one entry, and which; a word that is none is a run by itself."""
    longest, best = 1, None
    exact = singulars = ""
    spoken = 0
    for count, word in enumerate(words[position:], start=1):
        here = pieces(word)
        spoken += bool(here)
        last = "".join(map(singular, here))
        keys = dict.fromkeys((exact + "".join(here), exact + last, singulars + last))
        exact, singulars = exact + "".join(here), singulars + last
        entry = next((entry for key in keys if (entry := table().find(key, spoken))), None)
        # A sign that stands alone belongs to an entry only between its words, as in `pm & r`.
        if entry is not None and here:
            longest, best = count, entry
        if not (here or count > 1) or not {exact, singulars} & table().beginnings:
            break
    return longest, best


@lru_cache(maxsize=20_000)
def _of_parts(word: str) -> tuple[str, ...]:
    """Alternatives of `mri/ct`, which is no entry: either part, and what else these are called."""
    parts = [part for part in word.split("/") if part]
    if len(parts) < 2 or not all(part.isalpha() and len(part) >= _SHORTEST_PART for part in parts):
        return ()
    if any(part.lower() in _NO_PARTS for part in parts):
        return ()
    known = [entry.alternatives if (entry := _longest_at((part,), 0)[1]) else () for part in parts]
    by_turns = (term for turn in zip_longest(*known) for term in turn if term)
    return (*parts, *by_turns)


@lru_cache(maxsize=20_000)
def _concept(words: tuple[str, ...], alternatives: tuple[str, ...]) -> Concept:
    if not alternatives:
        return Concept(words)
    spelled = list(dict.fromkeys(chain.from_iterable(map(_spellings, alternatives))))
    kept = _without_echoes(" ".join(words), spelled)
    return Concept(words, tuple(Alternative(text) for text in kept[:ALTERNATIVES_LIMIT]))


def _spellings(term: str) -> Iterator[str]:
    """`x-ray` is two words to the index, so it is searched as `xray` too."""
    parts = [(part,) if "-" not in part else (part, part.replace("-", "")) for part in term.split()]
    return (" ".join(spelled) for spelled in product(*parts))


def _without_echoes(typed: str, terms: Iterable[str]) -> list[str]:
    """Terms that find what neither the typed words nor another term finds: not `mri scan` beside `mri`."""
    by_stems: dict[tuple[str, ...], str] = {}
    for term in terms:
        by_stems.setdefault(stems(term), term)
    own = stems(typed)
    wide = sorted((said for said in by_stems if said), key=len)
    # What a shorter term finds too is searched by that one, in its place.
    shortest = (next(other for other in wide if holds(said, other)) for said in by_stems if said)
    return [by_stems[said] for said in dict.fromkeys(shortest) if not (own and holds(said, own))]
