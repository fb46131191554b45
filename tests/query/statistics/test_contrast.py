"""What tells two sides apart: intervals of the literature, order, and where nothing can be told."""

from dataclasses import replace

from search.letters.facts import OVERTURNED, UPHELD
from search.query.request import SearchRequest
from search.query.shares import OutcomeCounts
from search.query.statistics import DIMENSIONS_BY_NAME, Breakdown, Row, Statistics
from search.query.statistics.contrast import (
    Contrast,
    contrasts,
    most_telling,
    without_repeats,
)

REASON, GUIDELINE = DIMENSIONS_BY_NAME["reason"], DIMENSIONS_BY_NAME["guideline"]


def contrast(
    value: str, upheld: int, overturned: int, of_upheld: int = 1000, of_overturned: int = 200
) -> Contrast:
    row = Row(value, value, OutcomeCounts(upheld, overturned))
    return Contrast(row, OutcomeCounts(of_upheld, of_overturned))


def test_what_both_sides_may_have_alike_is_not_sure_to_differ() -> None:
    alike = contrast("alike", 500, 110)
    assert alike.difference
    assert alike.difference.low < 0 < alike.difference.high
    assert alike.least == 0


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
