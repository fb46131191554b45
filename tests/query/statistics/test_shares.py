"""Shares of outcomes: against known intervals, and where there is none."""

import pytest

from search.query.shares import FEWEST, OutcomeCounts, names_outcome, wilson
from search.query.syntax import parse


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_of_the_literature(part: int, whole: int, low: float, high: float) -> None:
    share = wilson(part, whole)
    assert share is not None
    assert share.value == part / whole
    assert share.low == pytest.approx(low, abs=0.00005)
    assert share.high == pytest.approx(high, abs=0.00005)


def test_too_few_have_no_share() -> None:
    assert wilson(FEWEST - 1, FEWEST - 1) is None
    assert wilson(0, FEWEST) is not None
    assert OutcomeCounts(upheld=FEWEST - 1).share is None
    assert OutcomeCounts().share is None


def test_an_interval_stays_between_nothing_and_all() -> None:
    for part in (0, 10):
        share = wilson(part, 10)
        assert share is not None
        assert 0 <= share.low <= share.value <= share.high <= 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", False),
        ("knee", False),
        ("outcome:overturned knee", True),
        ("knee -outcome:upheld", True),
        ("(outcome:upheld OR mri) knee", True),
        ("tramadol overturned", True),
        ("mri granted", True),
        ("upheld", True),
        ("mri denied", False),
        ("mri approved", False),
        ('mri "overturned"', False),
    ],
)
def test_a_question_may_name_the_outcome_itself(typed: str, expected: bool) -> None:
    assert names_outcome(parse(typed)) is expected
