"""Counts of facets as pages, API and links speak of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from search.query.facets.facet import Facet

# What is counted, in the words of pages: determinations are "decisions" to the reader.
DECISIONS = "decisions"
LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value and how many results have it.

    In a hierarchy `level` is 0, 1 or 2 and `parent` the value above it; `label` names the last step alone.
    """

    value: str
    label: str
    count: int
    is_chosen: bool = False
    is_unwanted: bool = False
    level: int = 0
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """A facet's values with their counts, in the order to show: chosen ones first, a parent before its parts.

    `other` is how many more values there are under the present search, None where that is not known.
    `unit` says what the counts are of: decisions, or letters where the result shows letters.
    """

    facet: Facet
    values: Sequence[FacetValue]
    other: int | None = 0
    unit: str = DECISIONS

    @property
    def has_choice(self) -> bool:
        """Whether the facet narrows the result, by a value chosen or one left out."""
        return any(value.is_chosen or value.is_unwanted for value in self.values)

    @property
    def has_more(self) -> bool:
        return self.other is None or self.other > 0

    def count_of(self, value: str) -> int:
        """How many results have the value; 0 where it is not among those shown."""
        return next((one.count for one in self.values if one.value == value), 0)


@dataclass(frozen=True, slots=True)
class MonthCount:
    """A month by its first day; `is_chosen` where the dates in force touch it."""

    month: date
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Histogram:
    """Results by the month they were decided in, oldest first, as all filters but the dates let through.

    Months without results between others have a count of 0. `undated` have no date in their letter.
    """

    months: tuple[MonthCount, ...] = ()
    undated: int = 0
    unit: str = DECISIONS
