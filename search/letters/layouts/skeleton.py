"""The skeleton that layouts D, D' and E share: boilerplate, case summary, issues with their rationales."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from search.letters.claimant import Story, read_story
from search.letters.credentials import Credentials, read_credentials
from search.letters.determinations import Decisions, read_decisions
from search.letters.extraction.text import LetterText
from search.letters.facts import Finding, LetterFacts, Span
from search.letters.header import Header, read_header
from search.letters.passages import Passage
from search.letters.sections import cut, heading

ISSUES: Final = heading(r"IMR ISSUES,? DECISIONS?,? AND RATIONALES?\b")
HEADINGS: Final[Mapping[str, re.Pattern[str]]] = {
    "method": heading("HOW THE IMR FINAL DETERMINATION WAS MADE"),
    "case_summary": heading("CLINICAL CASE SUMMARY"),
    "issues": ISSUES,
}
LEAD_IN: Final = re.compile(
    r"\bdeveloped\s+the\s+following\s+clinical\s+case\s+summary\b[^:.]{0,120}:", re.IGNORECASE
)
# Far more than any header or list of credentials; the rest of an odd part is not searched for them.
MOST_CHARACTERS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Everything that the three layouts hold, before it is known which of them a letter has."""

    header: Header
    credentials: Credentials
    summary: Passage
    story: Story
    decisions: Decisions
    missing: tuple[Finding, ...]


def read_skeleton(letter: LetterText) -> Skeleton:
    """Read every part; parts that are not there give empty values and a finding each."""
    parts = cut(letter, HEADINGS)
    end = Passage(letter, len(letter.full), len(letter.full))
    summary = _without_lead_in(parts.get("case_summary", end))
    return Skeleton(
        header=read_header(_beginning(parts["header"])),
        credentials=read_credentials(_beginning(parts.get("method", parts["header"]))),
        summary=summary,
        story=read_story(summary),
        decisions=read_decisions(parts.get("issues", end)),
        missing=tuple(
            Finding(name, "This part's heading was not found.") for name in HEADINGS if name not in parts
        ),
    )


def facts_of(skeleton: Skeleton, layout: str) -> LetterFacts:
    """The skeleton's values as facts."""
    header, story = skeleton.header, skeleton.story
    dates = header.dates
    return LetterFacts(
        layout=layout,
        case_number=header.case_number,
        priority=header.priority,
        assigned_on=dates.get("assigned_on"),
        injured_on=dates.get("injured_on") if header.is_there else story.injured_on,
        decided_on=dates.get("decided_on"),
        ur_denied_on=dates.get("ur_denied_on"),
        received_on=dates.get("received_on"),
        reviewer=skeleton.credentials.reviewer,
        claimant=story.claimant,
        case_summary=skeleton.summary.prose,
        determinations=tuple(skeleton.decisions.determinations),
        findings=_findings(skeleton),
        spans=_spans(skeleton),
    )


def _findings(skeleton: Skeleton) -> tuple[Finding, ...]:
    return (
        *skeleton.missing,
        *skeleton.header.findings,
        *skeleton.credentials.findings,
        *skeleton.story.findings,
        *_injury_disagreement(skeleton),
        *skeleton.decisions.findings,
    )


def _injury_disagreement(skeleton: Skeleton) -> list[Finding]:
    header, story = skeleton.header, skeleton.story
    printed = header.dates.get("injured_on")
    if printed is None or story.injured_on is None or printed == story.injured_on:
        return []
    reason = f"The header says {printed}, the case summary {story.injured_on}."
    return [Finding("injured_on", reason, story.spans["injured_on"])]


def _spans(skeleton: Skeleton) -> dict[str, Span]:
    spans = {**skeleton.story.spans, **skeleton.credentials.spans, **skeleton.header.spans}
    if skeleton.summary.start < skeleton.summary.end:
        spans["case_summary"] = skeleton.summary.span
    return spans


def _beginning(part: Passage) -> Passage:
    return part.part(part.start, min(part.end, part.start + MOST_CHARACTERS))


def _without_lead_in(summary: Passage) -> Passage:
    lead_in = LEAD_IN.search(summary.raw, 0, MOST_CHARACTERS)
    return summary.part(summary.start + lead_in.end(), summary.end) if lead_in else summary
