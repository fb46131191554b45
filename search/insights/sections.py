"""The page's sections for one question: which there are, in which order, each with its chart."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from search.insights.asked import Asked
from search.pages.outcome_chart import ROWS, OutcomeChart
from search.pages.trend_chart import TrendChart
from search.query.statistics import DIMENSIONS_BY_NAME, Breakdown, Dimension, Row, Statistics, names_outcome

MONTH: Final = DIMENSIONS_BY_NAME["month"]
OVER_TIME: Final = "Over time"
# What tells most comes first; years are made of the months.
SHOWN: Final[tuple[Dimension, ...]] = tuple(
    DIMENSIONS_BY_NAME[name]
    for name in (
        "category",
        "reason",
        "month",
        "procedure",
        "drug",
        "guideline",
        "claims_guideline",
        "specialty",
        "region",
    )
)
# The reasons that overturn denials are rarer than those that uphold them: a fold would hide just these.
UNFOLDED: Final = {"reason"}
# A page of one dimension has so many rows; all others are in the file.
ROWS_ALONE: Final = 200

PageOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Section:
    """One dimension of one question: bars, or a line over time; `more_at` leads to a page of all its rows."""

    name: str
    title: str
    csv: str
    chart: OutcomeChart | None = None
    trend: TrendChart | None = None
    more_at: str | None = None


def dimensions_of(by: Dimension | None) -> Sequence[Dimension]:
    """What is to be counted for the page, or for the page of one dimension alone."""
    return [by] if by else SHOWN


@dataclass(frozen=True, slots=True)
class Page:
    """The page's addresses of a dimension's rows: as a file, and on a page of their own."""

    csv_of: PageOf
    alone_of: PageOf


def sections(asked: Asked, statistics: Statistics, page: Page, by: Dimension | None = None) -> list[Section]:
    """The sections of a question, those that tell little last; of one dimension with all its rows."""
    shown = in_order(dimensions_of(by), [statistics.breakdowns])
    limit = ROWS_ALONE if by else ROWS
    made = [_section(asked, statistics, dimension, page, limit) for dimension in shown]
    return [section for section in made if section]


def in_order(
    dimensions: Iterable[Dimension], breakdowns: Sequence[Mapping[str, Breakdown]]
) -> list[Dimension]:
    """Those with any value, the ones first that have two rows to compare."""
    known = [one for one in dimensions if any(each[one.name].named for each in breakdowns)]
    return sorted(known, key=lambda one: not any(_compares(each[one.name]) for each in breakdowns))


def _compares(breakdown: Breakdown) -> bool:
    """Whether two rows have a share: those above and below each other may be the same decisions."""
    by_level: dict[int, int] = {}
    for row in breakdown.named:
        by_level[row.level] = by_level.get(row.level, 0) + (row.outcomes.share is not None)
    return max(by_level.values(), default=0) > 1


def _section(
    asked: Asked, statistics: Statistics, dimension: Dimension, page: Page, limit: int
) -> Section | None:
    breakdown = statistics.breakdowns[dimension.name]
    is_told = not names_outcome(statistics.request.question)
    csv = page.csv_of(dimension.name)
    if dimension is MONTH:
        trend = TrendChart.of(breakdown, asked.decisions_between, is_share_told=is_told)
        return Section(dimension.name, OVER_TIME, csv, trend=trend) if trend else None
    chart = OutcomeChart.of(
        breakdown,
        asked.decisions_of(dimension),
        limit=limit,
        narrowed=_page_of(asked.narrowed_to(dimension), asked.around),
        whole=statistics.share,
        is_share_told=is_told,
        folds=limit == ROWS and dimension.name not in UNFOLDED,
    )
    more_at = page.alone_of(dimension.name) if chart.more and limit == ROWS else None
    return Section(dimension.name, dimension.label, csv, chart=chart, more_at=more_at)


def _page_of(parameters_of: Callable[[Row], str | None], around: PageOf) -> Callable[[Row], str | None]:
    def address(row: Row) -> str | None:
        parameters = parameters_of(row)
        return None if parameters is None else around(parameters)

    return address
