"""The skeleton that layouts D, D' and E share: boilerplate, case summary, issues with their rationales."""

import re
from collections.abc import Mapping
from typing import Final

from search.letters.claimant import read_story
from search.letters.credentials import read_credentials
from search.letters.determinations import read_decisions
from search.letters.extraction.text import LetterText
from search.letters.header import read_header
from search.letters.layouts.parts import Parts
from search.letters.passages import Passage
from search.letters.sections import cut, heading, missing

METHOD: Final = heading("HOW THE IMR FINAL DETERMINATION WAS MADE")
SUMMARY: Final = heading("CLINICAL CASE SUMMARY")
ISSUES: Final = heading(r"IMR ISSUES,? DECISIONS?,? AND RATIONALES?\b")
HEADINGS: Final[Mapping[str, re.Pattern[str]]] = {"method": METHOD, "case_summary": SUMMARY, "issues": ISSUES}
LEAD_IN: Final = re.compile(
    r"\bdeveloped\s+the\s+following\s+clinical\s+case\s+summary\b[^:.]{0,120}:", re.IGNORECASE
)


def read_skeleton(letter: LetterText) -> Parts:
    """Read every part; parts that are not there give empty values and a finding each."""
    parts = cut(letter, HEADINGS)
    nothing = Passage(letter, len(letter.full), len(letter.full))
    summary = without_lead_in(parts.get("case_summary", nothing))
    return Parts(
        header=read_header(parts["header"].beginning),
        credentials=read_credentials(parts.get("method", parts["header"]).beginning),
        summary=summary,
        story=read_story(summary),
        decisions=read_decisions(parts.get("issues", nothing)),
        missing=missing(parts, HEADINGS),
    )


def without_lead_in(summary: Passage) -> Passage:
    """The summary behind the fixed sentence that introduces it."""
    lead_in = LEAD_IN.search(summary.beginning.raw)
    return summary.part(summary.start + lead_in.end(), summary.end) if lead_in else summary
