"""The fields that a reader can name, from `data/fields.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any


class Kind(StrEnum):
    """What a field's values are: words sought there, members of a closed list, dates, or case numbers."""

    WORDS = "words"
    LIST = "list"
    PERIOD = "period"
    CASE_NUMBER = "case_number"


@dataclass(frozen=True, slots=True)
class Field:
    """A field's name as typed before the colon, other names for it, what it holds, and a question with it."""

    name: str
    kind: Kind
    aliases: tuple[str, ...]
    called: str
    holds: str
    example: str


def read_data(file_name: str) -> dict[str, Any]:
    """One TOML file of this package's `data/`; raises FileNotFoundError where it is not."""
    text = resources.files("search.query.syntax").joinpath("data", file_name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def fields() -> Mapping[str, Field]:
    """All fields by name, in the order in which readers see them."""
    return {
        name: Field(
            name, Kind(row["kind"]), tuple(row["aliases"]), row["called"], row["holds"], row["example"]
        )
        for name, row in read_data("fields.toml").items()
    }


@cache
def fields_as_typed() -> Mapping[str, Field]:
    """All fields by each name that readers may type, in small letters."""
    return {typed: field for field in fields().values() for typed in (field.name, *field.aliases)}
