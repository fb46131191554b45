"""Two thousand letters are spread as posted letters are, so that facets and statistics mean something."""

from collections import Counter
from statistics import mean, median

import pytest

from tests.generator.letters import determinations, mixed_letters


@pytest.fixture(scope="module")
def counts() -> list[int]:
    return [len(determinations(letter)) for letter in mixed_letters() if letter.layout != "C"]


@pytest.fixture(scope="module")
def items() -> list[dict[str, object]]:
    return [item for letter in mixed_letters() for item in determinations(letter)]


def test_letters_hold_one_to_21_determinations_and_most_hold_one(counts: list[int]) -> None:
    assert min(counts) == 1
    assert max(counts) == 21
    assert 0.5 < counts.count(1) / len(counts) < 0.65
    assert mean(counts) == pytest.approx(2.26, abs=0.25)


def test_about_one_in_nine_denials_is_overturned(items: list[dict[str, object]]) -> None:
    overturned = sum(item["outcome"] == "overturned" for item in items)
    assert overturned / len(items) == pytest.approx(0.115, abs=0.02)


def test_a_few_letters_decide_both_ways() -> None:
    mixed = [letter for letter in mixed_letters() if len({d["outcome"] for d in determinations(letter)}) == 2]
    assert 0.03 < len(mixed) / len(mixed_letters()) < 0.09


@pytest.mark.parametrize(
    ("category", "share"),
    [("Pharmaceuticals", 0.33), ("Rehabilitation", 0.2), ("Diagnostic Testing", 0.13), ("DMEPOS", 0.08)],
)
def test_categories_have_their_shares(items: list[dict[str, object]], category: str, share: float) -> None:
    of_category = sum(_first(item) == category for item in items)
    assert of_category / len(items) == pytest.approx(share, abs=0.04)


def test_every_category_and_reason_occurs(items: list[dict[str, object]]) -> None:
    assert len({_first(item) for item in items}) == 13
    assert len({reason for item in items for reason in _reasons(item)}) == 12


def test_treatments_differ(items: list[dict[str, object]]) -> None:
    treatments = Counter(item["treatment"] for item in items)
    assert len(treatments) > len(items) / 3
    assert treatments.most_common(1)[0][1] < len(items) / 30


def test_some_requests_were_granted_in_part(items: list[dict[str, object]]) -> None:
    split = sum(item["requested"] is not None for item in items)
    assert 0.03 < split / len(items) < 0.15


def test_letters_are_as_long_as_posted_ones() -> None:
    lengths = [len(letter.text) for letter in mixed_letters() if letter.layout == "E"]
    assert 3_000 < median(lengths) < 6_000
    assert min(lengths) > 1_500
    assert max(lengths) > 12_000


def _first(item: dict[str, object]) -> str:
    categories = item["category"]
    assert isinstance(categories, list)
    return str(categories[0])


def _reasons(item: dict[str, object]) -> list[str]:
    reasons = item["reasons"]
    assert isinstance(reasons, list)
    return reasons
