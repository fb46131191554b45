"""How often denials are overturned, as the API's typed answers."""

from typing import Any, Final

from search.api import schemas
from search.query.request import Match
from search.query.result import SearchResult
from search.query.shares import OutcomeCounts, names_outcome
from search.query.statistics import Breakdown, Row, Statistics

_MEANING: Final = (
    "The share is of the decided determinations (disputed items) that match, whatever the outcome filter:"
    " treatments that were denied by utilization review and then appealed to Independent Medical Review."
    " It says nothing of requests that were approved, or denied without an appeal."
)


def statistics_shape(result: SearchResult) -> schemas.Statistics:
    """Outcomes of a result as a whole; no share where the question itself names an outcome."""
    is_told = not names_outcome(result.request.question)
    return schemas.Statistics(
        determinations=result.determinations,
        letters=result.letters,
        unread_letters=result.unread,
        **_outcomes(result.outcomes, is_told=is_told),
        match=result.request.match or Match.ALL,
        meaning=_MEANING,
    )


def breakdown_shape(statistics: Statistics, breakdown: Breakdown) -> schemas.Breakdown:
    """Outcomes by the values of one dimension, in its order."""
    is_told = not names_outcome(statistics.request.question)
    return schemas.Breakdown(
        by=breakdown.dimension.name,
        label=breakdown.dimension.label,
        unread_letters=statistics.unread,
        **_outcomes(statistics.outcomes, is_told=is_told),
        rows=[_row(breakdown, row, is_told=is_told) for row in breakdown.rows],
        complete=breakdown.is_complete,
        overlapping=breakdown.dimension.is_multiple,
        match=statistics.request.match or Match.ALL,
        meaning=_MEANING,
    )


def _row(breakdown: Breakdown, row: Row, *, is_told: bool) -> schemas.BreakdownRow:
    return schemas.BreakdownRow(
        value=row.value,
        label=row.label,
        level=row.level,
        parent=row.parent,
        parameters=dict(breakdown.dimension.parameters(row.value)),
        **_outcomes(row.outcomes, is_told=is_told),
    )


def _outcomes(outcomes: OutcomeCounts, *, is_told: bool) -> dict[str, Any]:
    share = outcomes.share if is_told else None
    return {
        "decided": outcomes.decided,
        "upheld": outcomes.upheld,
        "overturned": outcomes.overturned,
        "overturned_share": share.value if share else None,
        "overturned_share_interval": schemas.Interval(low=share.low, high=share.high) if share else None,
    }
