"""Procedures, services, tests and devices that a treatment's own words name."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from search.letters.guideline_keys import slug
from search.letters.treatments.phrases import PhraseTable, table_of
from search.letters.vocabulary import rows_of

_FILE: Final = "procedures.tsv"
_SHIELD: Final = "-"


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure by its `key` (`epidural-steroid-injection`), with its name and treatment category."""

    key: str
    name: str
    category: str


@functools.cache
def procedures() -> Mapping[str, Procedure]:
    """All procedures by their keys, in the file's order."""
    rows = ((name, category) for name, category, _ in rows_of(_FILE, 3) if name != _SHIELD)
    return MappingProxyType({slug(name): Procedure(slug(name), name, category) for name, category in rows})


def procedures_in(words: str) -> tuple[str, ...]:
    """Keys of the procedures that a treatment names, each once, sorted; takes any text, in linear time."""
    return tuple(sorted({slug(name) for found in _table().find(words) for name in found.value}))


@functools.cache
def _table() -> PhraseTable[tuple[str, ...]]:
    return table_of((name, phrases) for name, _, phrases in rows_of(_FILE, 3))
