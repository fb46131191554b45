"""Outcomes drawn as bars and over time: what is drawn, what is only counted, what is left out."""

from datetime import date

from search.pages.outcome_chart import OutcomeChart
from search.pages.trend_chart import Trend, TrendChart, trends
from search.query.statistics import DIMENSIONS_BY_NAME, Breakdown, OutcomeCounts, Row, wilson


def by(name: str, **rows: tuple[int, int]) -> Breakdown:
    """Rows of overturned and decided, in their order."""
    dimension = DIMENSIONS_BY_NAME[name]
    return Breakdown(
        dimension,
        tuple(
            Row(value, dimension.label_of(value), OutcomeCounts(decided - overturned, overturned))
            for value, (overturned, decided) in rows.items()
        ),
    )


def months(**decided: tuple[int, int]) -> Breakdown:
    """Months as `m2016_12`, and `none`."""
    return by("month", **{name.removeprefix("m").replace("_", "-"): row for name, row in decided.items()})


def nowhere(*_: object) -> None:
    return None


def test_a_bar_is_as_long_as_the_share_and_its_whiskers_reach_to_the_ends_of_the_interval() -> None:
    chart = OutcomeChart.of(by("drug", tramadol=(25, 100)), nowhere)
    [bar] = chart.bars
    share = wilson(25, 100)
    assert share is not None
    assert bar.mark is not None
    assert bar.mark.length == 250
    assert bar.mark.whiskers.startswith(f"M{round(1000 * share.low)} 10H{round(1000 * share.high)}")
    assert not bar.mark.is_hollow


def test_few_are_hollow_and_fewer_are_only_counted() -> None:
    chart = OutcomeChart.of(by("drug", a=(3, 30), b=(3, 29), c=(3, 10), d=(3, 9)), nowhere)
    assert [bar.mark and bar.mark.is_hollow for bar in chart.bars] == [False, True, True, None]
    assert [bar.outcomes.overturned for bar in chart.bars] == [3, 3, 3, 3]
    assert (chart.has_hollow, chart.has_counts_alone) == (True, True)


def test_rows_beyond_the_limit_are_counted_and_those_without_a_value_stay() -> None:
    rows = {f"d{number}": (1, 100 - number) for number in range(20)}
    chart = OutcomeChart.of(by("drug", **rows, none=(5, 500)), nowhere, limit=12)
    assert [bar.value for bar in chart.bars] == [*list(rows)[:12], "none"]
    assert (chart.more, chart.rows) == (8, 21)


def test_the_most_decided_parts_come_with_those_above_them() -> None:
    dimension = DIMENSIONS_BY_NAME["category"]
    rows = [
        Row("P", "P", OutcomeCounts(50, 0)),
        Row("P>a", "a", OutcomeCounts(40, 0), 1, "P"),
        Row("P>b", "b", OutcomeCounts(10, 0), 1, "P"),
        Row("Q", "Q", OutcomeCounts(30, 0)),
        Row("Q>c", "c", OutcomeCounts(30, 0), 1, "Q"),
    ]
    chart = OutcomeChart.of(Breakdown(dimension, tuple(rows)), nowhere, limit=3)
    assert [(bar.value, bar.level) for bar in chart.bars] == [("P", 0), ("P>a", 1), ("Q", 0)]


def test_no_share_is_drawn_where_the_question_asks_for_an_outcome() -> None:
    breakdown = by("drug", tramadol=(100, 100))
    chart = OutcomeChart.of(breakdown, nowhere, whole=wilson(100, 100), is_share_told=False)
    assert [(bar.share, bar.mark) for bar in chart.bars] == [(None, None)]
    assert chart.whole is None
    assert not chart.has_bars


def test_the_line_breaks_where_too_few_were_decided() -> None:
    trend = TrendChart.of(
        months(m2016_01=(2, 20), m2016_02=(2, 20), m2016_04=(2, 20), m2016_05=(1, 9), m2016_06=(2, 20)),
        nowhere,
    )
    assert trend is not None
    assert [point.label for point in trend.points][:3] == ["Jan 2016", "Feb 2016", "Mar 2016"]
    assert [point.share is None for point in trend.points] == [False, False, True, False, True, False]
    assert len(trend.lines) == 1
    assert len(trend.bands) == 3
    assert trend.has_gaps


def test_many_or_thin_months_become_quarters_or_years() -> None:
    full = {f"m{year}_{month:02}": (2, 20) for year in range(2010, 2016) for month in range(1, 13)}
    quarters = TrendChart.of(months(**full), nowhere)
    assert quarters is not None
    assert (quarters.unit, len(quarters.points)) == ("quarter", 24)
    assert quarters.points[0].label == "2010 Q1"
    assert quarters.points[0].outcomes == OutcomeCounts(54, 6)
    thin = TrendChart.of(months(m2010_01=(1, 6), m2010_12=(1, 6), m2013_03=(4, 12)), nowhere)
    assert thin is not None
    assert (thin.unit, [point.outcomes.decided for point in thin.points]) == ("year", [12, 0, 0, 12])


def test_few_decisions_of_one_year_are_drawn_by_its_quarters() -> None:
    trend = TrendChart.of(months(m2016_01=(1, 2), m2016_12=(1, 2)), nowhere)
    assert trend is not None
    assert (trend.unit, len(trend.points), trend.has_line) == ("quarter", 4, False)


def test_addresses_are_of_a_periods_first_and_last_day() -> None:
    asked: list[tuple[date, date]] = []

    def address(first: date, last: date) -> str:
        asked.append((first, last))
        return "there"

    TrendChart.of(by("year", **{"2015": (2, 20), "2017": (2, 20)}), address)
    assert asked == [
        (date(2015, 1, 1), date(2015, 12, 31)),
        (date(2017, 1, 1), date(2017, 12, 31)),
    ]


def test_what_has_no_date_is_counted_beside_the_line() -> None:
    trend = TrendChart.of(months(m2016_01=(2, 20), none=(1, 7)), nowhere)
    assert trend is not None
    assert trend.undated == 7
    assert TrendChart.of(months(none=(1, 7)), nowhere) is None


def test_two_lines_share_their_periods_and_their_scale() -> None:
    first, second = trends(
        [
            Trend(months(m2016_01=(2, 200), m2016_02=(2, 200)), nowhere),
            Trend(months(m2016_02=(150, 200), m2016_03=(150, 200)), nowhere),
        ]
    )
    assert first is not None
    assert second is not None
    assert [point.label for point in first.points] == [point.label for point in second.points]
    assert first.top == second.top >= 0.8
