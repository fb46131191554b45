"""The anonymous reviewers: states of licensure and boards, as often as posted letters show them."""

from dataclasses import dataclass
from functools import cache
from random import Random

from search.generator.data_files import Weighted, toml


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A reviewer's states of licensure and specialties, in printed order."""

    states: tuple[str, ...]
    specialties: tuple[str, ...]


@cache
def _states() -> Weighted[str]:
    table: dict[str, float] = toml("reviewers.toml")["states"]
    return Weighted.of(list(table), list(table.values()))


@cache
def _boards() -> Weighted[tuple[str, ...]]:
    tables = toml("reviewers.toml")["boards"]
    return Weighted.of([tuple(table["names"]) for table in tables], [table["weight"] for table in tables])


def draw_reviewer(rng: Random) -> Reviewer:
    """A reviewer with one to three states."""
    count = rng.choices((1, 2, 3), weights=(42, 33, 25))[0]
    states: dict[str, None] = {}
    while len(states) < count:
        states[_states().draw(rng)] = None
    return Reviewer(tuple(states), _boards().draw(rng))
