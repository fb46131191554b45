"""Sides of the body and levels of the spine."""

import pytest

from search.letters.treatments import describe_treatment
from search.letters.treatments.levels import spinal_levels_in
from search.letters.treatments.sides import sides_in


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        ("L4-5", "L4-L5"),
        ("L4-L5", "L4-L5"),
        ("l4-5", "L4-L5"),
        ("C5/6", "C5-C6"),
        ("L5-S1", "L5-S1"),
        ("C7-T1 and T12-L1", "C7-T1 T12-L1"),
        ("L3-4, L4-5 and L5-S1", "L3-L4 L4-L5 L5-S1"),
        ("C5-6, 6-7", "C5-C6 C6-C7"),
        ("C5-6, 2-3", "C5-C6"),
        ("L3-S1", "L3-L4 L4-L5 L5-S1"),
        ("L4-L5-S1", "L4-L5 L5-S1"),
        ("L5-L4", "L4-L5"),
        ("L3, L4, L5", "L3 L4 L5"),
        ("C7-C8", "C7 C8"),
        ("L5-1", "L5"),
        ("L4-5, 5-6 times", "L4-L5"),
        ("L9", ""),
        ("L1832", ""),
        ("a 3T MRI", ""),
        ("vitamin c1", ""),
    ],
)
def test_levels_are_adjacent_pairs_in_the_spines_order(words: str, levels: str) -> None:
    assert spinal_levels_in(words) == tuple(levels.split())


def test_thyroid_hormones_are_no_vertebrae() -> None:
    assert describe_treatment("Labs: TSH, T3, T4").details.spinal_levels == ()


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        ("Left knee", ("left",)),
        ("RT. KNEE", ("right",)),
        ("(R) knee", ("right",)),
        ("Bilateral knees", ("bilateral",)),
        ("B/L knees", ("bilateral",)),
        ("both knees", ("bilateral",)),
        ("Left and right knee", ("bilateral",)),
        ("EMG of the RUE", ("right",)),
        ("left hand, right lower leg", ("left", "right")),
        ("MRI both with and without contrast", ()),
        ("Lumbar spine", ()),
    ],
)
def test_sides_are_those_that_are_named(words: str, sides: tuple[str, ...]) -> None:
    assert sides_in(words) == sides
