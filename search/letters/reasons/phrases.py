"""The groups of phrases that rules are made of, and where they occur in a sentence."""

import functools
import itertools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final, TypeAlias

from search.letters.reasons.sentences import plain_words

NOT: Final = "not_"
DATA: Final = resources.files("search.letters.reasons").joinpath("data")
Phrase: TypeAlias = tuple[str, ...]
Occurrences: TypeAlias = Mapping[str, Sequence[tuple[int, int]]]


def read_data(file_name: str) -> dict[str, Any]:
    """One TOML file of this room's `data/`; raises FileNotFoundError or TOMLDecodeError."""
    return tomllib.loads(DATA.joinpath(file_name).read_text(encoding="utf-8"))


def read_phrases() -> dict[str, list[str]]:
    """The groups of all files of `data/phrases/`; raises ValueError for a group that two of them have."""
    groups: dict[str, list[str]] = {}
    for name in sorted(file.name for file in DATA.joinpath("phrases").iterdir()):
        of_file = read_data(f"phrases/{name}")
        twice = groups.keys() & of_file.keys()
        if twice:
            raise ValueError(f"phrases/{name}: give {sorted(twice)} other names, another file has them")
        groups |= of_file
    return groups


@dataclass(frozen=True, slots=True)
class PhraseGroups:
    """The groups that each phrase is in, and how long the phrases are that start with a word."""

    names: frozenset[str]
    of_phrase: Mapping[Phrase, Sequence[str]]
    lengths: Mapping[str, Sequence[int]]

    def occurrences(self, words: Phrase) -> Occurrences:
        """For each group, the places (first word, behind the last) of its phrases in `words`, in order;
        a group without one is not there.

        One place counts once a group, with the longest phrase that starts there; what overlaps with a phrase
        of the group `not_X` is no occurrence of `X`.
        """
        found: dict[str, list[tuple[int, int]]] = {}
        for start, word in enumerate(words):
            for length in self.lengths.get(word, ()):
                phrase = words[start : start + length]
                for group in self.of_phrase.get(phrase, ()):
                    _add(found.setdefault(group, []), (start, start + len(phrase)))
        left = ((group, _left(places, found.get(NOT + group, ()))) for group, places in found.items())
        return {group: places for group, places in left if places}


@functools.cache
def phrase_groups() -> PhraseGroups:
    """The groups of `data/phrases/`, read once."""
    of_phrase: dict[Phrase, list[str]] = {}
    data = read_phrases()
    for group, written in data.items():
        for phrase in dict.fromkeys(itertools.chain.from_iterable(map(_spelled_out, written))):
            of_phrase.setdefault(phrase, []).append(group)
    lengths: dict[str, set[int]] = {}
    for phrase in of_phrase:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    longest_first = {word: sorted(of_word, reverse=True) for word, of_word in lengths.items()}
    return PhraseGroups(frozenset(data), of_phrase, longest_first)


def _spelled_out(written: str) -> list[Phrase]:
    """Each way to read `a|b c|d`."""
    alternatives = [plain_words(word.replace("|", " ")) for word in written.split()]
    return [tuple(phrase) for phrase in itertools.product(*alternatives)]


def _add(places: list[tuple[int, int]], place: tuple[int, int]) -> None:
    if not places or places[-1][0] != place[0]:
        places.append(place)


def _left(places: list[tuple[int, int]], covers: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    if not covers:
        return places
    covered = {word for start, end in covers for word in range(start, end)}
    return [(start, end) for start, end in places if covered.isdisjoint(range(start, end))]
