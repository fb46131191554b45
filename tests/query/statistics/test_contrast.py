"""What tells two sides apart: intervals of the literature, order, and where nothing can be told."""

from dataclasses import replace

import pytest

from search.letters.facts import OVERTURNED, UPHELD
from search.query.request import SearchRequest
from search.query.shares import OutcomeCounts, wilson
from search.query.statistics import DIMENSIONS_BY_NAME, Breakdown, Row, Statistics
from search.query.statistics.contrast import (
    Contrast,
    contrasts,
    difference,
    most_telling,
    without_repeats,
)

REASON, GUIDELINE = DIMENSIONS_BY_NAME["reason"], DIMENSIONS_BY_NAME["guideline"]


def contrast(
    value: str, upheld: int, overturned: int, of_upheld: int = 1000, of_overturned: int = 200
) -> Contrast:
    row = Row(value, value, OutcomeCounts(upheld, overturned))
    return Contrast(row, OutcomeCounts(of_upheld, of_overturned))


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_intervals_of_differences_are_those_of_the_literature(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    known, other_way = (difference(wilson(*a), wilson(*b)) for a, b in ((first, second), (second, first)))
    assert known
    assert other_way
    assert (known.low, known.high) == pytest.approx((low, high), abs=0.00005)
    assert (-other_way.high, -other_way.low) == pytest.approx((low, high), abs=0.00005)
    assert known.least == other_way.least == pytest.approx(low, abs=0.00005)


def test_shares_that_may_be_alike_are_not_sure_to_differ() -> None:
    known = difference(wilson(50, 100), wilson(55, 100))
    assert known
    assert known.low < 0 < known.high
    assert known.least == 0


def test_a_side_of_too_few_has_no_share_and_no_difference() -> None:
    few = contrast("x", 40, 9, of_overturned=9)
    assert (few.overturned, few.difference, few.least) == (None, None, 0)
    assert few.upheld
    assert few.leans_to == OVERTURNED


def test_what_is_sure_to_differ_most_comes_first_whatever_its_number() -> None:
    everywhere = contrast("everywhere", 900, 180)
    by_chance = contrast("by chance", 0, 4)
    clear = contrast("clear", 100, 100)
    less_clear = contrast("less clear", 300, 20)
    assert most_telling([everywhere, by_chance, less_clear, clear]) == [
        clear,
        less_clear,
        everywhere,
        by_chance,
    ]
    assert (clear.leans_to, less_clear.leans_to) == (OVERTURNED, UPHELD)
    # Nine decisions of a value tell nothing, though their interval may leave zero out.
    assert contrast("too few", 0, 9).least == 0
    assert contrast("too few", 0, 9).difference.low > 0  # type: ignore[union-attr]


def statistics(side: str, size: int, counts: dict[str, int]) -> Statistics:
    def outcomes(count: int) -> OutcomeCounts:
        return replace(OutcomeCounts(), **{side: count})

    rows = tuple(Row(value, value, outcomes(count)) for value, count in counts.items())
    return Statistics(SearchRequest(), size, outcomes(size), {REASON.name: Breakdown(REASON, rows)})


def test_both_sides_are_put_together_by_value() -> None:
    made = contrasts(
        statistics(UPHELD, 40, {"no_indication": 30, "weaning_advised": 2}),
        statistics(OVERTURNED, 20, {"criteria_met": 15, "weaning_advised": 1}),
        REASON,
    )
    assert [(one.row.value, one.counts) for one in made] == [
        ("no_indication", OutcomeCounts(30, 0)),
        ("criteria_met", OutcomeCounts(0, 15)),
        ("weaning_advised", OutcomeCounts(2, 1)),
    ]
    assert {one.sizes for one in made} == {OutcomeCounts(40, 20)}


def test_of_a_whole_and_its_part_with_the_same_decisions_the_part_stays() -> None:
    whole, chapter, section = "mtus", "mtus/low-back", "mtus/low-back/surgery"
    made = [contrast(whole, 9, 9), contrast(chapter, 5, 5), contrast(section, 5, 5), contrast("odg", 5, 5)]
    assert [one.row.value for one in without_repeats(made, GUIDELINE)] == [whole, section, "odg"]
