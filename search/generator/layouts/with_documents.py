"""Layout B: D with a list of documents reviewed; known by its labels, their fillings are assumed."""

from collections.abc import Sequence
from random import Random

from search.generator.case import Case
from search.generator.determinations import Determination
from search.generator.layouts.documents import documents
from search.generator.layouts.pieces import fixed, header_block, in_four_parts, method


def with_documents(
    rng: Random, case: Case, summary: str, determinations: Sequence[Determination]
) -> list[str]:
    """Layout B."""
    return [
        "MAXIMUS FEDERAL SERVICES, INC.",
        "Independent Medical Review ",
        *header_block(case),
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        *method(case),
        "DOCUMENTS REVIEWED",
        fixed("documents_lead"),
        *documents(rng),
        "CLINICAL CASE SUMMARY",
        fixed("summary_lead"),
        summary,
        "IMR DECISION(S) AND RATIONALE(S)",
        fixed("decisions_lead"),
        *in_four_parts(rng, determinations, shouted=False),
    ]
