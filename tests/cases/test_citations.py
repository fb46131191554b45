"""How determinations are cited."""

from datetime import date
from typing import Any

import pytest

from search.cases.citations import citation, key, letter_citation, short_treatment
from search.models import Determination, Letter


def determination(letter: dict[str, Any] | None = None, **values: Any) -> Determination:
    facts: dict[str, Any] = {
        "reference": "CM16-0213037",
        "case_number": "CM16-0213037",
        "decided_on": date(2016, 12, 9),
    }
    defaults: dict[str, Any] = {"number": 2, "treatment": "Lumbar ESI", "outcome": "upheld"}
    return Determination(letter=Letter(**facts | (letter or {})), **defaults | values)


def test_a_citation_names_who_decided_what_and_when() -> None:
    assert citation(determination()) == (
        "Independent Medical Review, Case CM16-0213037, item 2 (Lumbar ESI), denial upheld, 9 Dec 2016,"
        " State of California Division of Workers’ Compensation"
    )


def test_an_overturned_denial_is_told_in_words() -> None:
    assert "(Lumbar ESI), denial overturned, treatment approved, 9" in citation(
        determination(outcome="overturned")
    )


def test_what_the_letter_does_not_give_is_told_or_left_out() -> None:
    told = citation(determination({"case_number": None, "reference": "scan 7", "decided_on": None}))
    assert told.startswith("Independent Medical Review, letter scan 7, item 2")
    assert ", undated, State" in told


def test_a_letter_that_could_not_be_read_is_cited_as_a_letter() -> None:
    letter = determination({"unread_reason": "No layout."}).letter
    assert "Case CM16-0213037, letter not read into decisions, 9 Dec 2016" in letter_citation(letter)


@pytest.mark.parametrize(
    ("treatment", "short"),
    [
        ("  MRI\nof the\tknee ", "MRI of the knee"),
        ("x" * 200, "x" * 200),
        ("word " * 100, "word " * 39 + "word …"),
        ("x" * 500, "x" * 200 + " …"),
    ],
)
def test_long_treatments_are_cut_at_a_word(treatment: str, short: str) -> None:
    assert short_treatment(treatment) == short


@pytest.mark.parametrize(
    ("reference", "number", "name"),
    [("CM16-0213037", 2, "CM16-0213037-2"), ("scan {7}, é", 0, "scan-7"), ("…", 0, "letter")],
)
def test_keys_hold_nothing_that_a_program_stumbles_over(reference: str, number: int, name: str) -> None:
    assert key(reference, number) == name
