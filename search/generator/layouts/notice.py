"""Layout A, the `Notice` of 2013: dates in sentences, determinations numbered.

Only an excerpt was seen; the block at the top and the labels after the case summary follow what letters of
that year are known to print.
"""

from collections.abc import Sequence
from random import Random
from typing import Final

from search.generator.case import Case
from search.generator.citations import Citation
from search.generator.dates import in_words, slashed
from search.generator.determinations import Determination
from search.generator.layouts.documents import documents
from search.generator.layouts.pieces import board_and_states, fixed
from search.generator.rationales import UPHELD

LOST_SPACE: Final = 0.3  # share of the sentences whose stored text lost the space before a bold word


def notice(rng: Random, case: Case, summary: str, determinations: Sequence[Determination]) -> list[str]:
    """Layout A."""
    dates = case.dates
    told = [_decided(rng, number, item) for number, item in enumerate(determinations, start=1)]
    filed = fixed("notice_filed").format(
        received=slashed(dates.received), ur_denied=slashed(dates.ur_denied), assigned=slashed(dates.assigned)
    )
    return [
        "MAXIMUS FEDERAL SERVICES, INC.",
        "Notice of Independent Medical Review Determination",
        f"Dated: {slashed(dates.decided)}",
        *(_case_block(case) if case.number else []),
        *told,
        "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE",
        filed,
        fixed("notice_decided"),
        *told,
        "Medical Qualifications of the Expert Reviewer:",
        fixed("notice_practice").format(**board_and_states(case)),
        "Case Summary:",
        fixed("notice_disclaimer").format(ur_denied=in_words(dates.ur_denied)),
        f'"{summary}"',
        "Documents Reviewed for Determination:",
        fixed("documents_lead"),
        *documents(rng),
        *(part for number, item in enumerate(determinations, start=1) for part in _explained(number, item)),
    ]


def _case_block(case: Case) -> list[str]:
    return [
        f"Date of UR Decision: {slashed(case.dates.ur_denied)}",
        f"Date of Injury: {slashed(case.dates.injured)}",
        f"IMR Application Received: {slashed(case.dates.received)}",
        f"MAXIMUS Case Number: {case.number}",
    ]


def _decided(rng: Random, number: int, item: Determination) -> str:
    no = "not" if item.outcome == UPHELD else ""
    space = "" if no and rng.random() < LOST_SPACE else " "
    verdict = f"{no}{space}medically" if no else "medically"
    return (
        f"{number}) MAXIMUS Federal Services, Inc. has determined the request for {item.treatment.text} is "
        f"{verdict} necessary and appropriate."
    )


def _explained(number: int, item: Determination) -> list[str]:
    return [
        f"{number}) Regarding the request for {item.treatment.text}:",
        _based(item.administrator, "The Claims Administrator based its decision on the"),
        _based(item.reviewer, "The Expert Reviewer based his/her decision on the"),
        f"Rationale for the Decision: {item.rationale.text}",
    ]


def _based(citation: Citation, who: str) -> str:
    """The citation with its side named, where it does not name it already."""
    first = "Decision based on"
    return who + citation.text.removeprefix(first) if citation.text.startswith(first) else citation.text
