"""Which of a facet's values are shown, and in which order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.query.facets.counts import FacetValue
from search.query.facets.facet import NONE, Facet, Order


@dataclass(frozen=True, slots=True)
class Tree:
    """A facet's values by the one above them; a flat facet's are all at the top.

    `asked` holds the values chosen or left out and those above them.
    """

    facet: Facet
    below: dict[str | None, list[FacetValue]]
    asked: frozenset[str]

    @classmethod
    def of(cls, facet: Facet, values: Iterable[FacetValue]) -> "Tree":
        below: dict[str | None, list[FacetValue]] = {}
        asked: set[str] = set()
        for value in values:
            below.setdefault(value.parent, []).append(value)
            if value.is_chosen or value.is_unwanted:
                asked.update([*facet.above(value.value), value.value])
        return cls(facet, below, frozenset(asked))

    def shown(self, limit: int, parent: str | None = None) -> Iterator[FacetValue]:
        """The first `limit` values of each level and parent, each followed by those below it.

        Values asked for come first, except in a list with an order of its own. They and the bucket of none
        are shown in any case.
        """
        if parent not in self.below:
            return
        values = in_order(self.facet, self.below[parent])
        certain = {value.value for value in values if value.value in self.asked or value.value == NONE}
        left = max(0, limit - len(certain))
        others = {value.value for value in [one for one in values if one.value not in certain][:left]}
        shown = [value for value in values if value.value in certain or value.value in others]
        if self.facet.order is not Order.LISTED:
            shown.sort(key=lambda value: value.value not in self.asked)
        for value in shown:
            yield value
            yield from self.shown(limit, value.value)


def in_order(facet: Facet, values: Iterable[FacetValue]) -> list[FacetValue]:
    """Values as the facet orders them; the bucket of none comes last."""
    if facet.order is Order.LAST:
        ordered = sorted(values, key=lambda value: value.value, reverse=True)
    elif facet.order is Order.LISTED:
        ordered = sorted(values, key=lambda value: facet.place_of(value.value))
    else:
        ordered = sorted(values, key=lambda value: (-value.count, value.value))
    return sorted(ordered, key=lambda value: value.value == NONE)
