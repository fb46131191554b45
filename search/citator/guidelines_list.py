"""The list of guidelines: who cites each how often, each with its parts, frequent ones first. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from search.citator.guidelines_names import (
    above,
    families,
    full_name_of,
    listed_chapters,
    name_of,
)
from search.citator.order import Order
from search.query.facets.wording import folded
from search.query.shares import OutcomeCounts
from search.query.statistics import Breakdown

# Cited by either side no more often than this.
RARE: Final = 1
# So many sections stand below a chapter in a list of chapters.
PARTS_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Cited:
    """A guideline with the outcomes of the decisions in which the reviewer, and the claims side, cite it.

    `parts` are those next below it.
    """

    key: str
    reviewer: OutcomeCounts
    claims: OutcomeCounts
    parts: tuple["Cited", ...] = ()

    @property
    def name(self) -> str:
        return name_of(self.key)

    @property
    def title(self) -> str:
        """A family's name in full; of a part, with what is above it."""
        family = families().get(self.key)
        return family.name if family else full_name_of(self.key)

    @property
    def family(self) -> str:
        return [*above(self.key), self.key][0]

    @property
    def is_rare(self) -> bool:
        """Whether it stands apart, as hardly cited by either side: it may be one letter's odd spelling."""
        return max(self.reviewer.decided, self.claims.decided) <= RARE

    @property
    def frequent(self) -> tuple["Cited", ...]:
        return tuple(part for part in self.parts if not part.is_rare)

    @property
    def rare(self) -> tuple["Cited", ...]:
        return tuple(part for part in self.parts if part.is_rare)

    @property
    def first(self) -> tuple["Cited", ...]:
        """The parts that a list shows at once."""
        return self.frequent[:PARTS_SHOWN] or self.parts[:PARTS_SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self.parts) > len(self.first)


def cited_guidelines(reviewer: Breakdown, claims: Breakdown, order: Order = Order.COUNT) -> tuple[Cited, ...]:
    """The families, each with its chapters and these with their sections.

    Both breakdowns are of all levels. Listed chapters are there though nobody cites them.
    """
    by_reviewer, by_claims = ({row.value: row.outcomes for row in one.named} for one in (reviewer, claims))
    # A part that was read has its whole among the more frequent ones, so that nothing hangs in the air.
    keys = {*families(), *listed_chapters(), *by_reviewer, *by_claims}
    below: dict[str, list[str]] = {}
    for key in keys - families().keys():
        below.setdefault(above(key)[-1] if above(key) else "", []).append(key)

    def cited(key: str) -> Cited:
        parts = tuple(sorted(map(cited, below.get(key, ())), key=_ORDERS[order]))
        nobody = OutcomeCounts()
        return Cited(key, by_reviewer.get(key, nobody), by_claims.get(key, nobody), parts)

    return tuple(map(cited, families()))


def _by_count(cited: Cited) -> tuple[int, int, str]:
    return -cited.reviewer.decided, -cited.claims.decided, cited.name.casefold()


def _by_name(cited: Cited) -> tuple[str, str]:
    return cited.name.casefold(), cited.key


_ORDERS: Final[Mapping[Order, Callable[[Cited], tuple[object, ...]]]] = {
    Order.COUNT: _by_count,
    Order.NAME: _by_name,
}


def within(cited: Iterable[Cited], key: str) -> Cited | None:
    """The guideline of this key among these and their parts."""
    for one in cited:
        if one.key == key:
            return one
        if one.key in above(key):
            return within(one.parts, key)
    return None


def holding(cited: Iterable[Cited], words: str) -> tuple[Cited, ...]:
    """Those whose names or keys hold all the words, with what is above and below them."""
    wanted = folded(words).split()
    return tuple(filter(None, map(partial(_holding, wanted=wanted), cited)))


def _holding(cited: Cited, wanted: Collection[str]) -> Cited | None:
    if _holds(cited.key, wanted):
        return cited
    parts = tuple(filter(None, (_holding(part, wanted) for part in cited.parts)))
    return replace(cited, parts=parts) if parts else None


def _holds(key: str, wanted: Collection[str]) -> bool:
    family = families().get(key)
    names = folded(f"{full_name_of(key)} {family.name if family else ''} {key}")
    return all(word in names for word in wanted)


def size(cited: Iterable[Cited]) -> int:
    """How many chapters and sections there are below these."""
    return sum(1 + size([part]) for one in cited for part in one.parts)
