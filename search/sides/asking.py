"""What is asked of the engine for both sides of a question, in one request, and put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from search.finding import Wanted, find_statistics
from search.letters.facts import OVERTURNED, UPHELD
from search.query.request import SearchRequest, Show
from search.query.shares import OUTCOME, OutcomeCounts
from search.query.statistics import Statistics, without_outcome
from search.query.statistics.contrast import Contrast, contrasts
from search.sides.cited import CLAIMS, REVIEWERS
from search.sides.columns import REASON
from search.sides.passages import Argued, argued

_DIMENSIONS: Final = (REASON, REVIEWERS, CLAIMS)
# So many decisions of each side are read for passages: their first ones give every frequent reason.
_READ: Final = 60


@dataclass(frozen=True, slots=True)
class BothSides:
    """Everything known of both sides of a question, whatever its outcome filter.

    `decisions` are the best ranked of each side, as they stand in the database; `contrasts` the values of
    each dimension, by its name, the most telling ones first.
    """

    upheld: Statistics
    overturned: Statistics
    outcomes: OutcomeCounts
    decisions: Mapping[str, Sequence[Argued]]
    contrasts: Mapping[str, Sequence[Contrast]]

    @property
    def request(self) -> SearchRequest:
        """The request as its words were taken, without its outcome filter."""
        return without_outcome(self.upheld.request)


def both_sides(request: SearchRequest) -> BothSides:
    """Both sides of what the request finds.

    Raises:
        EngineUnavailable, EngineRefused: as `find_statistics`.
    """
    wanted = [
        Wanted(narrowed(request, side), _DIMENSIONS, _READ, is_marked=False) for side in (UPHELD, OVERTURNED)
    ]
    upheld, overturned = find_statistics(*wanted)
    return BothSides(
        upheld=upheld,
        overturned=overturned,
        outcomes=OutcomeCounts(upheld.outcomes.upheld, overturned.outcomes.overturned),
        decisions=argued([*upheld.hits, *overturned.hits]),
        contrasts={one.name: contrasts(upheld, overturned, one) for one in _DIMENSIONS},
    )


def narrowed(request: SearchRequest, side: str) -> SearchRequest:
    """The same request for the decisions of one outcome, from the first one."""
    whole = without_outcome(request)
    narrowing = replace(whole.narrowing, chosen={**whole.narrowing.chosen, OUTCOME: (side,)})
    return replace(whole, narrowing=narrowing, show=Show.DETERMINATIONS)
