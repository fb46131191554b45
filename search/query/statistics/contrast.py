"""What tells two sides apart: how much more often one side's decisions have a value than the other's. Pure.

The measure is the difference of two shares: of the overturned decisions that have the value, and of the
upheld ones. It is judged by the end of its 95 % interval that lies nearer to zero: the least that the sides
are sure to differ by. So a rare value does not come first by chance, nor a frequent one that both have alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search.letters.facts import OVERTURNED, UPHELD
from search.query.shares import FEWEST, OutcomeCounts, Share, wilson
from search.query.statistics.difference import Difference, difference_of
from search.query.statistics.dimensions import Dimension
from search.query.statistics.reading import Row, Statistics


@dataclass(frozen=True, slots=True)
class Contrast:
    """One value on both sides: `counts` of the decisions that have it, among `sizes` of each side."""

    row: Row
    sizes: OutcomeCounts

    @property
    def counts(self) -> OutcomeCounts:
        return self.row.outcomes

    @property
    def upheld(self) -> Share | None:
        """The share of the upheld decisions that have it; None where there are too few of these."""
        return wilson(self.counts.upheld, self.sizes.upheld)

    @property
    def overturned(self) -> Share | None:
        """The share of the overturned decisions that have it; None where there are too few of these."""
        return wilson(self.counts.overturned, self.sizes.overturned)

    @property
    def difference(self) -> Difference | None:
        """The share on the overturned side less that on the upheld; None where either is unknown."""
        return difference_of(self.overturned, self.upheld)

    @property
    def least(self) -> float:
        """How much the sides are sure to differ; 0 where that is not known, and of a value of too few."""
        known = self.difference
        return known.least if known and self.counts.decided >= FEWEST else 0.0

    @property
    def leans_to(self) -> str:
        """The side whose decisions have it more often, however few they are; upheld where both do alike."""
        overturned = self.counts.overturned * self.sizes.upheld
        return OVERTURNED if overturned > self.counts.upheld * self.sizes.overturned else UPHELD


def contrasts(upheld: Statistics, overturned: Statistics, dimension: Dimension) -> list[Contrast]:
    """Every value of the dimension on both sides, the most telling ones first.

    The statistics are of one question, narrowed to upheld and to overturned decisions, with that dimension.
    """
    sizes = OutcomeCounts(upheld.outcomes.upheld, overturned.outcomes.overturned)
    first, second = (
        {row.value: row for row in found.breakdowns[dimension.name].rows} for found in (upheld, overturned)
    )
    return most_telling(
        Contrast(replace(row, outcomes=_together(first.get(value), second.get(value))), sizes)
        for value, row in (first | second).items()
    )


def _together(upheld: Row | None, overturned: Row | None) -> OutcomeCounts:
    return OutcomeCounts(
        upheld.outcomes.upheld if upheld else 0, overturned.outcomes.overturned if overturned else 0
    )


def most_telling(made: Iterable[Contrast]) -> list[Contrast]:
    """By what the sides are sure to differ by, most first; where that is nothing, by frequency."""
    return sorted(made, key=lambda one: (-one.least, -one.counts.decided, one.row.value))


def without_repeats(ordered: Sequence[Contrast], dimension: Dimension) -> list[Contrast]:
    """In the same order; of a whole and its part that the same decisions have, the part alone."""
    same: dict[tuple[str, OutcomeCounts], str] = {}
    for one in ordered:
        for value in [*dimension.above(one.row.value), one.row.value]:
            key = (value, one.counts)
            same[key] = max(same.get(key, ""), one.row.value, key=len)
    return [one for one in ordered if same[one.row.value, one.counts] == one.row.value]
