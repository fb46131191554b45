"""A question as a typed tree: what the grammar reads, what the builder asks for, what the marker marks.

A tree is never deeper or wider than `syntax` allows; nothing in it is a query of the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed: found by its stem, and by its synonyms."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotation marks: found as they stand, one after the other, without synonyms."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, without its star, in small letters."""

    text: str


Term: TypeAlias = Word | Phrase | Prefix


@dataclass(frozen=True, slots=True)
class Within:
    """A term sought in one field of words: `treatment`, `guideline`, `section` or `specialty`."""

    field: str
    term: Term


@dataclass(frozen=True, slots=True)
class Has:
    """A value of a closed list: `outcome`, `reason`, `region`, `drug` (generic), `case` (number)."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Decided:
    """Decided from `first` to `last`, both included; None where that side is open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    nodes: tuple[Node, ...]


Leaf: TypeAlias = Term | Within | Has | Decided
Node: TypeAlias = Leaf | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for; without a root, everything."""

    root: Node | None = None

    @property
    def is_empty(self) -> bool:
        return self.root is None

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are wanted anywhere in a decision, in their order."""
        return tuple(term.text for term in self.wanted() if isinstance(term, Word))

    @property
    def case_number(self) -> str | None:
        """The case number, where the question is one and nothing else."""
        root = self.root
        return root.value if isinstance(root, Has) and root.field == "case" else None

    def wanted(self) -> Iterator[Leaf]:
        """The leaves that are wanted, in their order; what is unwanted is left out."""
        if self.root is not None:
            yield from _wanted(self.root)


def _wanted(node: Node) -> Iterator[Leaf]:
    match node:
        case AllOf(nodes) | AnyOf(nodes):
            for one in nodes:
                yield from _wanted(one)
        case Not():
            return
        case _:
            yield node
