"""What the two sides cite: the guidelines and sections whose share differs most between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse

from search.letters.facts import OVERTURNED, UPHELD
from search.query.facets import NONE
from search.query.statistics import Dimension, all_levels
from search.query.statistics.contrast import Contrast, without_repeats
from search.sides.columns import Part
from search.sides.links import CountLinks

# Down to sections: an adviser argues with one of them, not with a chapter.
REVIEWERS: Final = all_levels("guideline")
CLAIMS: Final = all_levels("claims_guideline")
_SHOWN: Final = 8
_SHOWN_IF_ALIKE: Final = 5


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A guideline or a section of it, `above` the names over it; `page` is its own page, where it has one.

    `longest` is the share that fills a bar's whole length.
    """

    label: str
    above: str
    page: str | None
    upheld: Part
    overturned: Part
    longest: float

    @property
    def upheld_bar(self) -> float:
        """The length of the bar that grows leftwards, of 100."""
        return 100 * self.upheld.value / self.longest

    @property
    def upheld_start(self) -> float:
        """Where it begins."""
        return 100 - self.upheld_bar

    @property
    def overturned_bar(self) -> float:
        return 100 * self.overturned.value / self.longest


@dataclass(frozen=True, slots=True)
class Cited:
    """A table: `is_telling` where its rows differ for sure; else they are the most frequent ones.

    `is_comparable` where both sides have enough decisions to tell that.
    """

    name: str
    rows: Sequence[CitedRow]
    is_telling: bool
    is_comparable: bool


def cited(ordered: Sequence[Contrast], dimension: Dimension, links: CountLinks) -> Cited:
    """The table of one dimension's values, which stand in the order of what they tell."""
    telling = [one for one in ordered if one.least][:_SHOWN]
    rows = without_repeats(telling, dimension) if telling else _most_frequent(ordered, dimension)
    longest = max((part.value for one in rows for part in (one.upheld, one.overturned) if part), default=0.0)
    shown = [_row(one, dimension, links, longest or 1.0) for one in rows]
    is_comparable = any(one.difference for one in rows)
    return Cited(dimension.name, shown, bool(telling), is_comparable)


def _most_frequent(ordered: Sequence[Contrast], dimension: Dimension) -> list[Contrast]:
    return without_repeats(ordered, dimension)[:_SHOWN_IF_ALIKE]


def _row(one: Contrast, dimension: Dimension, links: CountLinks, longest: float) -> CitedRow:
    value = one.row.value
    upheld, overturned = (
        Part.of(one, side, links.of_value(side, dimension.facet, value)) for side in (UPHELD, OVERTURNED)
    )
    above = " › ".join(dimension.label_of(step) for step in dimension.above(value))
    return CitedRow(one.row.label, above, _page(value), upheld, overturned, longest)


def _page(value: str) -> str | None:
    """The guideline's own page; none of decisions that cite nothing."""
    if value == NONE:
        return None
    try:
        return reverse("guideline", args=[value])
    except NoReverseMatch:
        return None
