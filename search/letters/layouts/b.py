"""Layout B: the D skeleton with a list of documents and `IMR DECISION(S) AND RATIONALE(S)`.

Known by its labels only; its decisions are read in D's four parts, else as numbered sentences.
"""

import re
from collections.abc import Mapping
from typing import Final

from search.letters.claimant import read_story
from search.letters.credentials import read_credentials
from search.letters.decisions import Decisions
from search.letters.determinations import ADMINISTRATOR, read_decisions
from search.letters.extraction.text import LetterText
from search.letters.facts import LetterFacts
from search.letters.header import read_header
from search.letters.layouts.parts import Parts, facts_of
from search.letters.layouts.skeleton import METHOD, SUMMARY, without_lead_in
from search.letters.numbered_decisions import read_numbered_decisions
from search.letters.passages import Passage
from search.letters.sections import cut, heading, missing

NAME = "B"
DECISIONS: Final = heading(r"IMR DECISIONS?(?:\(S\))? AND RATIONALES?(?:\(S\))?")
HEADINGS: Final[Mapping[str, re.Pattern[str]]] = {
    "method": METHOD,
    "documents": heading("DOCUMENTS REVIEWED"),
    "case_summary": SUMMARY,
    "decisions": DECISIONS,
}


def recognises(letter: LetterText) -> bool:
    """True where the decisions' heading is there."""
    return DECISIONS.search(letter.full) is not None


def read(letter: LetterText) -> LetterFacts:
    """Read the letter; never raises."""
    parts = cut(letter, HEADINGS)
    nothing = Passage(letter, len(letter.full), len(letter.full))
    summary = without_lead_in(parts.get("case_summary", nothing))
    return facts_of(
        Parts(
            header=read_header(parts["header"].beginning),
            credentials=read_credentials(parts.get("method", parts["header"]).beginning),
            summary=summary,
            story=read_story(summary),
            decisions=_decisions(parts.get("decisions", nothing)),
            missing=missing(parts, HEADINGS),
        ),
        NAME,
    )


def _decisions(part: Passage) -> Decisions:
    return read_decisions(part) if ADMINISTRATOR.search(part.raw) else read_numbered_decisions(part)
