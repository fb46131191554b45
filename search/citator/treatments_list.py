"""The list of treatments: procedures by category and drugs by class, each with its outcomes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from search.citator.order import Order
from search.citator.treatments_names import Kind, Treatment, matches, names_matched, treatments, wanted_words
from search.finding import Wanted
from search.query.request import SearchRequest
from search.query.shares import OutcomeCounts
from search.query.statistics import DIMENSIONS_BY_NAME, Breakdown

# So many characters of other names stand beside a treatment in the list.
_ALSO_CHARACTERS: Final = 44
_KINDS: Final = {Kind.PROCEDURE: "Procedures and services", Kind.DRUG: "Drugs"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A treatment with the outcomes of the decisions on it, and some of its other names."""

    treatment: Treatment
    outcomes: OutcomeCounts
    also: Sequence[str]


@dataclass(frozen=True, slots=True)
class Group:
    """A category of procedures or class of drugs."""

    kind: Kind
    name: str
    listed: Sequence[Listed]

    @property
    def decided(self) -> int:
        """Of its treatments added up; a decision on two of them counts twice."""
        return sum(one.outcomes.decided for one in self.listed)


def wanted_of_list() -> Wanted:
    """All decisions by procedure and by drug."""
    return Wanted(SearchRequest(), [DIMENSIONS_BY_NAME[kind] for kind in Kind])


def groups(breakdown: Breakdown, kind: Kind, order: Order, contains: str) -> list[Group]:
    """The treatments of a kind in their groups; with some words those that go by them, in one.

    Without words, those that no decision is on are left out.
    """
    wanted = wanted_words(contains)
    counted = {row.value: row.outcomes for row in breakdown.named}
    by_group: dict[str, list[Listed]] = {}
    for one in treatments(kind).values():
        outcomes = counted.get(one.key, OutcomeCounts())
        if matches(one, wanted) and (contains or outcomes.decided):
            by_group.setdefault(_KINDS[kind] if contains else one.group, []).append(
                Listed(one, outcomes, _also(one, wanted))
            )
    made = (Group(kind, name, _in_order(listed, order)) for name, listed in by_group.items())
    if order is Order.NAME:
        return sorted(made, key=lambda group: group.name.casefold())
    return sorted(made, key=lambda group: (-group.decided, group.name))


def size(found: Iterable[Group]) -> int:
    """How many treatments stand in the groups."""
    return sum(len(group.listed) for group in found)


def _also(treatment: Treatment, wanted: Sequence[str]) -> list[str]:
    names = names_matched(treatment, wanted) if wanted else treatment.also
    ends = accumulate(len(name) + len(", ") for name in names)
    return [name for name, end in zip(names, ends, strict=True) if end <= _ALSO_CHARACTERS]


def _in_order(listed: Iterable[Listed], order: Order) -> list[Listed]:
    by_name = sorted(listed, key=lambda one: one.treatment.name.casefold())
    return by_name if order is Order.NAME else sorted(by_name, key=lambda one: -one.outcomes.decided)
