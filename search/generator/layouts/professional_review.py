"""Layout C, the `Medical Professional Review` of one issue; known by its labels, their fillings assumed."""

from collections.abc import Sequence
from random import Random

from search.generator.case import Case
from search.generator.determinations import Determination
from search.generator.layouts.documents import documents
from search.generator.layouts.pieces import board_and_states
from search.generator.rationales import UPHELD


def professional_review(
    rng: Random, case: Case, summary: str, determinations: Sequence[Determination]
) -> list[str]:
    """Layout C; its labels speak of one issue, so that it holds the first determination."""
    issue = determinations[0]
    no = "NOT " if issue.outcome == UPHELD else ""
    return [
        "MEDICAL PROFESSIONAL REVIEW",
        "ISSUE AT DISPUTE:",
        issue.treatment.text,
        "CASE SUMMARY:",
        summary,
        "DOCUMENTS REVIEWED FOR DETERMINATION:",
        *documents(rng),
        "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:",
        issue.reviewer.text,
        f"RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS {no}MEDICALLY NECESSARY:",
        issue.rationale.text,
        "MEDICAL REVIEWER QUALIFICATIONS:",
        "The reviewer is Board Certified in {board} and is licensed to practice in {states}.".format(
            **board_and_states(case)
        ),
    ]
