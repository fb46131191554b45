"""Addresses of exactly the decisions that a number on the page counts."""

from dataclasses import dataclass

from search.pages.navigation import Address
from search.query.facets import Facet
from search.query.request import Narrowing
from search.query.shares import OUTCOME


@dataclass(frozen=True, slots=True)
class CountLinks:
    """Links to decisions of one search; `address` is the search's own on the result page."""

    address: Address
    narrowing: Narrowing

    def of_side(self, side: str) -> str:
        """The decisions of one outcome."""
        return self._with(side)

    def of_value(self, side: str, facet: Facet, value: str) -> str | None:
        """Those of one outcome that have the value; None where no address can ask for them.

        Values chosen of one facet are joined by OR: of decisions with one of them, those that have another
        value too cannot be asked for.
        """
        chosen = self.narrowing.chosen.get(facet.name, ())
        if not chosen or facet.is_within(value, chosen):
            return self._with(side, **{facet.name: value})
        if all(value in facet.above(one) for one in chosen):
            return self._with(side)
        return None

    def _with(self, side: str, **values: str) -> str:
        fixed: dict[str, str | None] = {OUTCOME: side, f"not_{OUTCOME}": None, "show": None}
        return self.address.replaced(**fixed, **values)
