"""Words that may stand for a fact of the letter."""

import pytest

from search.query.cues import fact_of


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("approved", ("outcome", "overturned")),
        ("Allowed", ("outcome", "overturned")),
        ("granted,", ("outcome", "overturned")),
        ("upheld", ("outcome", "upheld")),
        ("denied", None),
        ("denial", None),
        ("woman", ("claimant_sex", "female")),
        ("Man", ("claimant_sex", "male")),
        ("22 year old", ("claimant_age", "22")),
        ("22-year-old", ("claimant_age", "22")),
        ("54yo", ("claimant_age", "54")),
        ("54y/o", ("claimant_age", "54")),
        ("22 visits", None),
        ("12", None),
        ("2016 year", None),
        ("therapy", None),
        ("", None),
    ],
)
def test_a_word_stands_for_a_fact_or_for_none(words: str, fact: tuple[str, str] | None) -> None:
    word, *following = words.split() or [""]
    assert fact_of(word, following) == fact
