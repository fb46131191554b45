"""The table of what can be typed, from `data/operators.toml`: for the help page, documentation and tests."""

from dataclasses import dataclass
from functools import cache

from search.query.syntax.fields import fields, read_data


@dataclass(frozen=True, slots=True)
class Operator:
    """A sign of the search box, what it asks for, and a question that finds something in the demo letters."""

    sign: str
    meaning: str
    example: str


@cache
def operators() -> tuple[Operator, ...]:
    """All operators, in the order in which readers see them."""
    rows = read_data("operators.toml")["operator"]
    return tuple(Operator(row["sign"], row["meaning"], row["example"]) for row in rows)


def examples() -> tuple[str, ...]:
    """The examples of all operators and fields."""
    rows: tuple[str, ...] = tuple(operator.example for operator in operators())
    return (*rows, *(field.example for field in fields().values()))
