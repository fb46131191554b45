"""Layouts D (2014 to 2016, without header, as stored) and E (since 2016, with a header block)."""

from collections.abc import Sequence
from random import Random

from search.generator.case import Case
from search.generator.determinations import Determination
from search.generator.layouts.pieces import (
    SHOUTED,
    credentials,
    fixed,
    header_block,
    in_four_parts,
    method,
)


def with_header(rng: Random, case: Case, summary: str, determinations: Sequence[Determination]) -> list[str]:
    """Layout E."""
    return [*header_block(case), *without_header(rng, case, summary, determinations)]


def without_header(
    rng: Random, case: Case, summary: str, determinations: Sequence[Determination]
) -> list[str]:
    """Layout D, and D' where the credentials stand in a block."""
    shouted = case.in_prose and rng.random() < SHOUTED
    return [
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        *method(case),
        *([] if case.in_prose else credentials(rng, case)),
        "CLINICAL CASE SUMMARY",
        fixed("summary_lead"),
        summary,
        "IMR ISSUES, DECISIONS AND RATIONALES",
        fixed("decisions_lead"),
        *in_four_parts(rng, determinations, shouted=shouted),
    ]
