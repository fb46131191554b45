"""The generator's letters, whose truth is known beforehand and does not come from the reader."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.generator import make_letters
from search.letters import read_letter, to_label
from search.letters.extraction import LetterText
from search.letters.identifiers import find_identifiers

LAYOUTS = ["A", "B", "C", "D", "E"]
HEADER = ["case_number", "priority", "assigned_on", "injured_on", "decided_on", "ur_denied_on", "received_on"]
# What a rule of words decides may fail for a treatment in a hundred; the rest is printed and must be right.
JUDGED_SHARE = 0.98


def both(seed: int, layout: str) -> tuple[Any, Any]:
    """What the reader says of a letter, and what it was made of."""
    (made,) = make_letters(1, seed, layout)
    return to_label(read_letter(LetterText.from_full(made.text)), made.file_stem), made.label


def folded(text: str | None) -> str | None:
    """Without what a line end may do to it: a word parted there may keep its hyphen or lose it."""
    return None if text is None else " ".join(re.sub(r"-\s*", "", text).split()).casefold()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(LAYOUTS))
def test_what_is_printed_is_read_as_it_was_made(seed: int, layout: str) -> None:
    got, want = both(seed, layout)
    assert {name: got[name] for name in HEADER} == {name: want[name] for name in HEADER}
    assert set(got["reviewer"]["states"]) == set(want["reviewer"]["states"])
    assert got["claimant"] == want["claimant"]
    for name in ("treatment", "requested", "outcome"):
        assert [folded(one[name]) for one in got["determinations"]] == [
            folded(one[name]) for one in want["determinations"]
        ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_judged_from_words_is_nearly_always_as_it_was_made(layout: str) -> None:
    right: dict[str, list[bool]] = {"category": [], "drugs": [], "body_regions": []}
    for seed in range(120):
        got, want = both(seed, layout)
        for mine, theirs in zip(got["determinations"], want["determinations"], strict=True):
            right["category"].append(set(mine["category"]) <= set(theirs["category"]))
            right["drugs"].append(set(mine["drugs"]) == set(theirs["drugs"]))
            right["body_regions"].append(set(mine["body_regions"]) == set(theirs["body_regions"]))
    shares = {name: sum(marks) / len(marks) for name, marks in right.items()}
    assert {name: share for name, share in shares.items() if share < JUDGED_SHARE} == {}


def test_made_letters_raise_no_alarm_of_the_screen() -> None:
    alarms = [
        identifier
        for made in make_letters(300, seed=4)
        for identifier in find_identifiers(LetterText.from_full(made.text))
    ]
    assert alarms == []
