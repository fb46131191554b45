"""The engine's answer to `statistics_body` as outcomes and rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from search.query.facets import NONE
from search.query.request import SearchRequest
from search.query.result import Correction, Found, Hit, read_hits
from search.query.shares import OutcomeCounts, Share, names_outcome
from search.query.statistics.body import SIDES
from search.query.statistics.dimensions import Dimension


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a dimension with the outcomes of its determinations.

    In a hierarchy `level` is 0 for the uppermost and `parent` the value above; `label` is the last step.
    `is_rest` tells that it counts those that fit none of the named values.
    """

    value: str
    label: str
    outcomes: OutcomeCounts
    level: int = 0
    parent: str | None = None
    is_rest: bool = False

    @property
    def decided(self) -> int:
        return self.outcomes.decided

    @property
    def is_none(self) -> bool:
        """Whether it counts those that have no value."""
        return self.value == NONE


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Outcomes by the values of one dimension, most decided first, the rest and none last.

    A parent stands before its parts, and rows of time in its order. `is_complete` is False where there are
    more values than were read.
    """

    dimension: Dimension
    rows: tuple[Row, ...] = ()
    is_complete: bool = True

    @property
    def named(self) -> tuple[Row, ...]:
        """The rows that have a value."""
        return tuple(row for row in self.rows if not row.is_none)


@dataclass(frozen=True, slots=True)
class Statistics(Found):
    """What was counted of the determinations that a request finds; `total` counts unread texts too.

    `full` and `correction` tell how the words were taken, as in a `SearchResult`.
    """

    total: int
    outcomes: OutcomeCounts
    breakdowns: Mapping[str, Breakdown] = field(default_factory=dict)
    hits: Sequence[Hit] = ()
    full: int | None = None
    correction: Correction | None = None

    @property
    def unread(self) -> int:
        """Texts that could not be read into decisions."""
        return self.total - self.outcomes.decided

    @property
    def share(self) -> Share | None:
        """The share overturned; None of too few, and where the question itself names an outcome."""
        return None if names_outcome(self.request.question) else self.outcomes.share


def read_statistics(
    request: SearchRequest, dimensions: Iterable[Dimension], answer: Mapping[str, Any]
) -> Statistics:
    """Read the engine's answer to the body that `statistics_body` made of the same request and dimensions."""
    counted = answer["aggregations"]
    return Statistics(
        request=request,
        total=answer["hits"]["total"]["value"],
        outcomes=OutcomeCounts(*(counted[side]["doc_count"] for side in SIDES)),
        breakdowns={one.name: _breakdown(one, counted) for one in dimensions},
        hits=read_hits(request, answer),
    )


def _breakdown(dimension: Dimension, counted: Mapping[str, Any]) -> Breakdown:
    sides = [counted[side][dimension.name] for side in SIDES]
    upheld, overturned = ({one["key"]: one["doc_count"] for one in side["buckets"]} for side in sides)
    rows = [
        _row(dimension, value, OutcomeCounts(upheld.get(value, 0), overturned.get(value, 0)))
        for value in upheld | overturned
        if len(dimension.above(value)) < dimension.levels
    ]
    is_complete = not any(side["sum_other_doc_count"] for side in sides)
    return Breakdown(dimension, tuple(_in_order(dimension, rows)), is_complete)


def _row(dimension: Dimension, value: str, outcomes: OutcomeCounts) -> Row:
    above = dimension.above(value)
    return Row(
        value=value,
        label=dimension.label_of(value),
        outcomes=outcomes,
        level=len(above),
        parent=above[-1] if above else None,
        is_rest=value == dimension.rest,
    )


def _in_order(dimension: Dimension, rows: list[Row]) -> Iterable[Row]:
    if dimension.is_of_time:
        return sorted(rows, key=lambda row: (row.is_none, row.value))
    return tree(rows)


def tree(rows: Iterable[Row]) -> Iterable[Row]:
    """Rows most decided first, a parent before its parts, the rest and none last."""
    below: dict[str | None, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.is_none, row.is_rest, -row.decided, row.value)):
        below.setdefault(row.parent, []).append(row)
    return _tree(below, None)


def _tree(below: Mapping[str | None, list[Row]], parent: str | None) -> Iterable[Row]:
    for row in below.get(parent, ()):
        yield row
        yield from _tree(below, row.value)
