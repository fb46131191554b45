"""Headings, outcomes and rationales are parted where one determination ends and the next begins."""

import textwrap

import pytest

from search.letters import Determination, read_letter
from tests.letters.samples import issue, letter_e

LONG_LINE = "The patient was seen again, and the notes of the visit tell of pain that had not changed since."


def determinations(*issues: str) -> tuple[Determination, ...]:
    return read_letter(letter_e(*issues)).determinations


@pytest.mark.parametrize(
    ("heading", "treatment"),
    [
        ("MRI of the knee: Upheld", "MRI of the knee"),
        ("MRI of the knee:  Upheld", "MRI of the knee"),
        ("4 VISITS (LUMBAR): UPHELD", "4 VISITS (LUMBAR)"),
        ("Labs to include: EKG: Upheld", "Labs to include: EKG"),
        ("Ketoprofen 10%, Gabapentin 6%, Bupivacaine 5%, Baclofen 2%, Capsaicin 0.025% in\nCream "
         "base: Upheld",
         "Ketoprofen 10%, Gabapentin 6%, Bupivacaine 5%, Baclofen 2%, Capsaicin 0.025% in Cream base"),
        ("Gel four times a day, DOS: 11/11/2016:\nUpheld", "Gel four times a day, DOS: 11/11/2016"),
        ("Post-op tablets, one by mouth every six hours as needed for the pain after\nsurgery: Upheld",
         "Post-op tablets, one by mouth every six hours as needed for the pain after surgery"),
    ],
)  # fmt: skip
def test_the_treatment_is_what_stands_in_front_of_the_last_colon(heading: str, treatment: str) -> None:
    first, second = determinations(issue("X-ray: Upheld"), issue(heading))
    assert first.rationale.endswith("is not medically necessary.")
    assert second.treatment == treatment


@pytest.mark.parametrize(
    "heading",
    [
        "Norco 10/325mg #60 was the original request. Norco 10/325mg #25 was authorized by the\nClaims "
        "Administrator. The remaining IMR eligible portion of the original request, Norco\n10/325mg "
        "#35 is: Upheld",
        "Norco 10/325mg #60 was the original request.\nNorco 10/325mg #25 was authorized by the Claims "
        "Administrator.\nThe remaining IMR eligible portion of the original request,\nNorco "
        "10/325mg #35: Upheld",
        "Norco 10/325mg #60 was the original request. The Claims Administrator authorized "
        "one\nvisit only, leaving the "
        "original request IMR eligible. The original request, Norco 10/325mg #35\nis: Upheld",
    ],
)
def test_only_what_was_left_of_a_partly_authorised_request_is_under_decision(heading: str) -> None:
    first, second = determinations(
        issue("X-ray: Upheld", rationale=f"{LONG_LINE}\nNot shown."), issue(heading)
    )
    assert first.rationale.endswith("Not shown.")
    assert (second.treatment, second.requested) == ("Norco 10/325mg #35", "Norco 10/325mg #60")


def test_the_formula_inside_a_rationale_is_not_taken_for_a_heading() -> None:
    told = "Norco #60 was the original request. The original request, Norco #35, is not medically necessary."
    first, second = determinations(issue("X-ray: Upheld", rationale=told), issue("MRI: Overturned"))
    assert first.rationale == told
    assert (second.treatment, second.requested, second.outcome) == ("MRI", None, "overturned")


def test_a_rationale_without_its_last_full_stop_still_ends_before_the_heading() -> None:
    first, second = determinations(
        issue("X-ray: Upheld", rationale=f"{LONG_LINE} So it is not medically necessary"),
        issue("MRI: Upheld"),
    )
    assert first.rationale.endswith("is not medically necessary")
    assert second.treatment == "MRI"


def test_a_heading_glued_to_the_rationale_before_is_parted_from_it() -> None:
    text = "".join((issue("X-ray: Upheld").rstrip(), issue("MRI: Upheld")))
    assert [item.treatment for item in determinations(text)] == ["X-ray", "MRI"]


def test_a_heading_goes_on_over_a_page_break() -> None:
    treatment = "Home aide for six hours a day, five times a week, to help with mobility, meals and\fbathing"
    (item,) = determinations(issue(f"{treatment}: Upheld"))
    assert item.treatment == treatment.replace("\f", " ")


@pytest.mark.parametrize("width", [50, 75, 120, 100_000])
def test_headings_are_found_whatever_the_width_of_the_lines(width: int) -> None:
    treatments = [
        "Physical therapy two times a week for six weeks, for the lumbar spine and both knees",
        "MRI",
    ]
    issues = (issue(f"{name}: Upheld", rationale=" ".join([LONG_LINE] * 4)) for name in treatments)
    wrapped = "\n".join(textwrap.fill(line, width) for line in "".join(issues).splitlines())
    assert [item.treatment for item in determinations(wrapped)] == treatments


def test_a_rationale_is_mended_and_keeps_its_paragraphs() -> None:
    (item,) = determinations(
        issue("MRI: Upheld", rationale="Seen on 11-21-\n2016 by hand-\nwritten note.\n\nSo be it.")
    )
    assert item.rationale == "Seen on 11-21-2016 by hand-written note.\n\nSo be it."


def test_an_item_without_a_decision_word_is_a_finding_and_does_not_swallow_the_next() -> None:
    facts = read_letter(letter_e(issue("MRI: Withdrawn"), issue("X-ray: Upheld")))
    assert [item.outcome for item in facts.determinations] == ["upheld"]
    assert facts.determinations[0].treatment == "X-ray"
    assert [finding.field for finding in facts.findings] == ["determinations"]


def test_an_empty_part_is_a_finding() -> None:
    facts = read_letter(letter_e(issue("MRI: Upheld", rationale="")))
    assert [finding.field for finding in facts.findings] == ["determinations.1.rationale"]


def test_spans_show_the_printed_words() -> None:
    letter = letter_e(issue("MRI of the\nknee: Upheld"))
    (item,) = read_letter(letter).determinations
    shown = {name: letter.full[span.start : span.end] for name, span in item.spans.items()}
    assert shown["treatment"] == "MRI of the\nknee"
    assert shown["outcome"] == "Upheld"
    assert shown["rationale"].startswith("Nothing speaks")
    assert shown["reviewer_citation"] == "Decision based on MTUS Low Back Complaints 2004."
