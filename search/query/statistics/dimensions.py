"""What outcomes are broken down by: each a keyword field whose values are rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from search.letters.reasons import OTHER
from search.query.facets import FACETS_BY_NAME, NONE, Facet
from search.query.facets.facet import DEPTH

_MONTH: Final = "month"


@dataclass(frozen=True, slots=True, eq=False)
class Dimension:
    """One way to break outcomes down; of a hierarchy the first `levels` steps are rows.

    `is_of_time` tells that rows stand in the order of time, the first one first. Where a determination can
    have several values (`is_multiple`), rows do not add up to the whole. `rest` is the value of those that
    fit none of the named ones.
    """

    name: str
    label: str
    path: str
    facet: Facet
    levels: int = 1
    is_of_time: bool = False
    is_multiple: bool = True
    rest: str | None = None

    def label_of(self, value: str) -> str:
        """The row in words; of a hierarchy its last step."""
        if self.name == _MONTH and value != NONE:
            return f"{date.fromisoformat(f'{value}-01'):%b %Y}"
        return self.facet.label_of(value)

    def full_label_of(self, value: str) -> str:
        """The row in words with those above it."""
        return self.label_of(value) if self.name == _MONTH else self.facet.full_label_of(value)

    def above(self, value: str) -> tuple[str, ...]:
        """The values over this one, the uppermost first."""
        return self.facet.above(value)

    def parameters(self, value: str) -> Mapping[str, str]:
        """The filters, as an address has them, that ask for the row's determinations alone."""
        if self.name == _MONTH and value != NONE:
            return {"decided_from": value, "decided_to": value}
        return {self.facet.name: value}


def _of(
    name: str,
    label: str,
    *,
    levels: int = 1,
    is_of_time: bool = False,
    is_multiple: bool = True,
    rest: str | None = None,
) -> Dimension:
    facet = FACETS_BY_NAME[name]
    return Dimension(name, label, facet.path, facet, levels, is_of_time, is_multiple, rest)


# A month has no filter of its own but the dates; what has no month has no year either.
DIMENSIONS: Final[tuple[Dimension, ...]] = (
    _of("category", "Treatment category", levels=2, is_multiple=False),
    _of("procedure", "Procedure or service"),
    _of("drug", "Drug"),
    _of("guideline", "Guideline the reviewer used", levels=2),
    _of("claims_guideline", "Guideline the claims administrator cited", levels=2),
    _of("specialty", "Reviewer’s specialty"),
    _of("reason", "Reviewer’s reasons", rest=OTHER),
    _of("region", "Body region"),
    _of("year", "Year decided", is_of_time=True, is_multiple=False),
    Dimension(_MONTH, "Month decided", "decided_month", FACETS_BY_NAME["year"], 1, True, False),
)
DIMENSIONS_BY_NAME: Final = MappingProxyType({dimension.name: dimension for dimension in DIMENSIONS})


def all_levels(name: str) -> Dimension:
    """The dimension of that name with all steps of its hierarchy as rows."""
    return replace(DIMENSIONS_BY_NAME[name], levels=DEPTH)
