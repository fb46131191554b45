"""What the head of a result says: how much was found, and how often the denial was overturned."""

from dataclasses import dataclass

from search.models.letters import Outcome
from search.query.result import FacetCounts, SearchResult

# Below this many decisions a percentage looks surer than it is; the two counts say it better.
_FEWEST_FOR_PERCENT = 20


@dataclass(frozen=True, slots=True)
class ResultSummary:
    """Counts of a whole result, not of its page.

    `overturned` of `decided` come from the outcome facet, which leaves its own choice out:
    `is_before_outcome_choice` tells that the reader has narrowed the decisions shown by outcome.
    """

    decisions: int
    letters: int
    unread_letters: int
    overturned: int
    decided: int
    is_before_outcome_choice: bool

    @classmethod
    def of(cls, result: SearchResult) -> "ResultSummary":
        outcomes = next(counts for counts in result.facets if counts.facet.name == "outcome")
        overturned = _count(outcomes, Outcome.OVERTURNED)
        return cls(
            decisions=result.determinations,
            # An unread letter is one hit of its own; the engine's count of letters includes it.
            letters=max(0, result.letters - result.unread),
            unread_letters=result.unread,
            overturned=overturned,
            decided=overturned + _count(outcomes, Outcome.UPHELD),
            is_before_outcome_choice=outcomes.has_choice,
        )

    @property
    def percent(self) -> float | None:
        """The share of denials overturned, in percent; None where too few were decided."""
        if self.decided < _FEWEST_FOR_PERCENT:
            return None
        return 100 * self.overturned / self.decided


def _count(counts: FacetCounts, outcome: Outcome) -> int:
    return next((value.count for value in counts.values if value.value == outcome), 0)
