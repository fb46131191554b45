"""Differences of shares against the values that Newcombe published (1998, table II, method 10)."""

import pytest

from search.query.shares import OutcomeCounts
from search.query.statistics.difference import difference


def of(overturned: int, decided: int) -> OutcomeCounts:
    return OutcomeCounts(decided - overturned, overturned)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_intervals_are_the_published_ones(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = difference(of(*first), of(*second))
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_the_other_way_round_it_is_the_same_with_the_other_sign() -> None:
    there, back = difference(of(9, 10), of(3, 10)), difference(of(3, 10), of(9, 10))
    assert there is not None
    assert back is not None
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))
    assert there.is_sure
    assert back.is_sure


def test_too_few_have_no_difference() -> None:
    assert difference(of(6, 7), of(20, 70)) is None
    assert difference(of(20, 70), of(6, 9)) is None


def test_a_difference_with_zero_in_its_interval_is_not_sure() -> None:
    found = difference(of(5, 56), of(0, 29))
    assert found is not None
    assert not found.is_sure
