"""Two questions side by side: rows of both by value, on the same scale, and both over time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from search.insights.asked import Asked
from search.insights.sections import MONTH, OVER_TIME, UNFOLDED, PageOf, dimensions_of, in_order
from search.pages.outcome_chart import OutcomeBar, bar_of, folded, shown_rows
from search.pages.trend_chart import Trend, TrendChart, trends
from search.query.shares import OutcomeCounts
from search.query.statistics import Breakdown, Dimension, Row, Statistics, names_outcome
from search.query.statistics.reading import tree

# How the two questions are called where there is no room for their words.
LETTERS: Final = ("A", "B")
# Each row is two bars.
_ROWS: Final = 8
_ROWS_AT_FIRST: Final = 4

Pair = tuple[tuple[Asked, Statistics], tuple[Asked, Statistics]]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One value: what each question has of it. `narrowed` is the page with both narrowed to it."""

    label: str
    level: int
    is_none: bool
    narrowed: str | None
    sides: Sequence[tuple[str, OutcomeBar]]


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """One dimension of both questions; `csv` holds an address a question."""

    name: str
    title: str
    csv: Sequence[tuple[str, str]]
    rows: Sequence[ComparedRow] = ()
    more: int = 0
    is_multiple: bool = False
    trends: Sequence[tuple[str, TrendChart | None]] = ()

    @property
    def parts(self) -> Sequence[Sequence[ComparedRow]]:
        """The rows that are always shown, and those that are folded away, if any."""
        return [self.rows] if self.name in UNFOLDED else folded(self.rows, _ROWS_AT_FIRST)


def compared_sections(
    pair: Pair, csv_of: Sequence[PageOf], page_of_both: Callable[[str, str], str]
) -> list[ComparedSection]:
    """The sections of two questions, those that tell little last.

    Args:
        pair: both questions with what was counted of them.
        csv_of: for each, the address of a dimension's rows as a file.
        page_of_both: the page's address with other parameters of both.
    """
    counted = [statistics.breakdowns for _, statistics in pair]
    made = []
    for dimension in in_order(dimensions_of(None), counted):
        files = [(letter, csv(dimension.name)) for letter, csv in zip(LETTERS, csv_of, strict=True)]
        if dimension is MONTH:
            made.append(ComparedSection(MONTH.name, OVER_TIME, files, trends=_trends(pair)))
        else:
            made.append(_bars(pair, dimension, files, page_of_both))
    return made


def _trends(pair: Pair) -> list[tuple[str, TrendChart | None]]:
    asked = [
        Trend(
            statistics.breakdowns[MONTH.name],
            question.decisions_between,
            not names_outcome(statistics.request.question),
        )
        for question, statistics in pair
    ]
    return list(zip(LETTERS, trends(asked), strict=True))


def _bars(
    pair: Pair, dimension: Dimension, csv: Sequence[tuple[str, str]], page_of_both: Callable[[str, str], str]
) -> ComparedSection:
    breakdowns = [statistics.breakdowns[dimension.name] for _, statistics in pair]
    both = merged(breakdowns, [statistics.outcomes.decided for _, statistics in pair])
    shown = shown_rows(both, _ROWS)
    narrowed = [question.narrowed_to(dimension) for question, _ in pair]

    def both_narrowed(row: Row) -> str | None:
        first, second = (parameters(row) for parameters in narrowed)
        return page_of_both(first, second) if first is not None and second is not None else None

    sides = [_side(question, statistics, dimension) for question, statistics in pair]
    rows = [
        ComparedRow(
            label=row.label,
            level=row.level,
            is_none=row.is_none,
            narrowed=both_narrowed(row),
            sides=[(letter, side(row)) for letter, side in zip(LETTERS, sides, strict=True)],
        )
        for row in shown
    ]
    more = len(both.rows) - len(shown)
    return ComparedSection(dimension.name, dimension.label, csv, rows, more, dimension.is_multiple)


def _side(question: Asked, statistics: Statistics, dimension: Dimension) -> Callable[[Row], OutcomeBar]:
    known = {row.value: row for row in statistics.breakdowns[dimension.name].rows}
    address_of = question.decisions_of(dimension)
    is_told = not names_outcome(statistics.request.question)

    def bar(row: Row) -> OutcomeBar:
        own = known.get(row.value) or replace(row, outcomes=OutcomeCounts())
        return bar_of(own, address_of if own.decided else _nowhere, is_share_told=is_told)

    return bar


def _nowhere(row: Row) -> None:
    return None


def merged(breakdowns: Sequence[Breakdown], wholes: Sequence[int]) -> Breakdown:
    """The rows of both, by how frequent they are in each: a large question does not drown a small one.

    A row's outcomes are no counts here but its share of each whole, in millionths.
    """
    rows: dict[str, Row] = {}
    for breakdown, whole in zip(breakdowns, wholes, strict=True):
        for row in breakdown.rows:
            before = rows[row.value].decided if row.value in rows else 0
            frequency = OutcomeCounts(before + round(1e6 * row.decided / max(1, whole)))
            rows[row.value] = replace(row, outcomes=frequency)
    first = breakdowns[0]
    return Breakdown(first.dimension, tuple(tree(rows.values())), all(one.is_complete for one in breakdowns))
