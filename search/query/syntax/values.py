"""Values of the closed lists, found by what readers type for them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from search.letters.facts import OUTCOMES
from search.letters.reasons import REASONS
from search.letters.treatments.drugs import drugs_in
from search.letters.treatments.phrases import words_of
from search.letters.treatments.regions import body_regions_in
from search.letters.vocabulary import rows_of
from search.query.syntax.fields import fields, read_data
from search.query.syntax.mistakes import UnclearValue, UnknownValue

MOST_OF_A_PREFIX = 10
_NEAREST = 5
_LONGEST = 60
# A short list is told whole, of a long one what is nearest.
_TOLD_WHOLE = 20


@dataclass(frozen=True, slots=True)
class ClosedList:
    """A field's values: `phrases` lead to the values that they name together."""

    field: str
    names: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    otherwise: Callable[[str], tuple[str, ...]]

    def named(self, typed: str) -> tuple[str, ...]:
        """The values that `typed` names, all of them together; empty where it names none."""
        key = _key(typed)
        return self.phrases.get(key) or (self.otherwise(typed) if key else ())

    def find(self, typed: str) -> tuple[str, ...]:
        """The values that `typed` names, all of them together.

        Raises:
            UnknownValue: it names none. The drafts are values that may be meant.
            UnclearValue: it may name several.
        """
        if values := self.named(typed):
            return values
        if several := self._by_their_words(typed):
            raise UnclearValue(fields()[self.field].called, typed, several, *_alternatives(several))
        raise self._unknown(typed)

    def beginning_with(self, typed: str) -> tuple[tuple[str, ...], ...]:
        """What phrases that begin so name: each the values of one phrase.

        A phrase for one value counts before those for several, such as brands of combinations.

        Raises:
            UnknownValue: no phrase begins so.
            UnclearValue: too many values do.
        """
        key = _key(typed)
        named = {values for phrase, values in self.phrases.items() if key and phrase.startswith(key)}
        found = tuple(sorted({values for values in named if len(values) == 1} or named))
        if not found:
            raise self._unknown(typed)
        if len(found) > MOST_OF_A_PREFIX:
            shown = [values[0] for values in found[:MOST_OF_A_PREFIX]]
            raise UnclearValue(fields()[self.field].called, f"{typed}*", [*shown, "…"], *_alternatives(shown))
        return found

    def _by_their_words(self, typed: str) -> tuple[str, ...]:
        """Several values whose phrases hold all of the words, where the list is short."""
        words = set(words_of(typed))
        found = dict.fromkeys(
            value
            for phrase, values in self.phrases.items()
            if words and words <= set(phrase.split())
            for value in values
        )
        return tuple(found) if len(self.names) <= _TOLD_WHOLE and 1 < len(found) <= MOST_OF_A_PREFIX else ()

    def _unknown(self, typed: str) -> UnknownValue:
        nearest = _nearest(self.field, _key(typed)[:_LONGEST])
        told = f"Known: {', '.join(self.names)}." if len(self.names) <= _TOLD_WHOLE else ""
        told = told or (f"Nearest: {', '.join(nearest)}." if nearest else "")
        return UnknownValue(fields()[self.field].called, typed, told, *map(quoted, nearest[:1]))


# Mending asks for the same word again and again, among thousands of brands.
@lru_cache(maxsize=1000)
def _nearest(field: str, key: str) -> tuple[str, ...]:
    """The values whose phrases are spelled nearly so, nearest first."""
    phrases = closed_list(field).phrases
    near = get_close_matches(key, phrases, n=_NEAREST, cutoff=0.8)
    return tuple(dict.fromkeys(value for phrase in near for value in phrases[phrase][:1]))


def quoted(value: str) -> str:
    """A value as it can be typed behind a field."""
    return f'"{value}"' if " " in value else value


def _alternatives(values: Iterable[str]) -> list[str]:
    return ["(" + " OR ".join(map(quoted, values)) + ")"]


@cache
def closed_list(field: str) -> ClosedList:
    """The values of one field of kind `list`; raises KeyError for another."""
    return {"outcome": _outcomes, "reason": _reasons, "region": _regions, "drug": _drugs}[field]()


def _key(text: str) -> str:
    return " ".join(words_of(text))


def _none(_: str) -> tuple[str, ...]:
    return ()


def _outcomes() -> ClosedList:
    typed = read_data("outcomes.toml")
    phrases = {_key(one): (name,) for name in OUTCOMES for one in (name, OUTCOMES[name], *typed[name])}
    return ClosedList("outcome", tuple(OUTCOMES), phrases, _none)


def _reasons() -> ClosedList:
    phrases = {_key(one): (key,) for key, label in REASONS.items() for one in (label, key)}

    def by_words(typed: str) -> tuple[str, ...]:
        words = set(words_of(typed))
        fitting = {key for key, label in REASONS.items() if words <= {*words_of(label), *words_of(key)}}
        return tuple(fitting) if words and len(fitting) == 1 else ()

    return ClosedList("reason", tuple(REASONS), phrases, by_words)


def _regions() -> ClosedList:
    rows = [row for row in rows_of("body_regions.tsv", 2) if row[0] != "-"]
    return ClosedList("region", tuple(name for name, _ in rows), _by_phrase(rows), body_regions_in)


def _drugs() -> ClosedList:
    rows = [(name, brands) for name, _, brands in rows_of("drugs.tsv", 3)]

    def ingredients(typed: str) -> tuple[str, ...]:
        return tuple(drug.name for drug in drugs_in(typed))

    return ClosedList("drug", tuple(name for name, _ in rows), _by_phrase(rows), ingredients)


def _by_phrase(rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Phrases with the names they stand for; a name stands for itself alone."""
    by_phrase: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    listed = list(rows)
    for name, phrases in listed:
        for phrase in phrases.split(","):
            if key := _key(phrase):
                by_phrase[key] += (name,)
    return dict(by_phrase) | {_key(name): (name,) for name, _ in listed}
