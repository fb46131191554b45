"""The data files of the generator, read once."""

import csv
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final, Generic, TypeVar

FOLDER: Final = Path(__file__).parent / "data"

Value = TypeVar("Value")


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML file of the data folder; `name` is its path there, as in `topics/surgery.toml`."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated file of the data folder, by the names of its first line."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def names(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, apart by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@dataclass(frozen=True, slots=True)
class Weighted(Generic[Value]):
    """Values that are drawn as often as their weights say."""

    values: Sequence[Value]
    cumulative: Sequence[float]

    @classmethod
    def of(cls, values: Sequence[Value], weights: Sequence[float]) -> "Weighted[Value]":
        return cls(values, list(accumulate(weights)))

    def draw(self, rng: Random) -> Value:
        return rng.choices(self.values, cum_weights=self.cumulative)[0]
