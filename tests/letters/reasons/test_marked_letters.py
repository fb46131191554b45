"""On real letters, the reasons found are those that a reader marked."""

from pathlib import Path

import pytest

from search.letters.reasons import REASONS
from tests.letters.reasons.labelled import SCORE_ONLY, agreements, found_in, read_labels, summed

LEAST_PRECISION = 0.9
LEAST_RECALL = 0.85


@pytest.fixture(scope="module")
def found(shared: Path) -> dict[str, frozenset[str]]:
    return found_in(shared / "letters")


def test_labels_name_only_reasons_of_the_closed_set() -> None:
    labels = read_labels()
    assert {reason for label in labels for reason in label.reasons} == set(REASONS)
    assert all(label.reasons == {"other"} or "other" not in label.reasons for label in labels)


def test_letters_that_no_rule_was_written_with_reach_the_bar(found: dict[str, frozenset[str]]) -> None:
    labels = [label for label in read_labels() if label.part == SCORE_ONLY]
    everything = summed(agreements(labels, found).values())
    assert everything.precision >= LEAST_PRECISION
    assert everything.recall >= LEAST_RECALL


def test_every_determination_has_a_reason(found: dict[str, frozenset[str]]) -> None:
    assert all(found.values())
