"""The parts that every layout is read into, and the facts that they make."""

import datetime
from dataclasses import dataclass

from search.letters.claimant import Story
from search.letters.credentials import Credentials
from search.letters.decisions import Decisions
from search.letters.facts import Finding, LetterFacts, Span
from search.letters.header import Header
from search.letters.passages import Passage


@dataclass(frozen=True, slots=True)
class Parts:
    """What was read from each part of a letter; parts that are not there hold empty values."""

    header: Header
    credentials: Credentials
    summary: Passage
    story: Story
    decisions: Decisions
    missing: tuple[Finding, ...] = ()


def facts_of(parts: Parts, layout: str) -> LetterFacts:
    """The parts' values as facts."""
    header = parts.header
    return LetterFacts(
        layout=layout,
        case_number=header.case_number,
        priority=header.priority,
        assigned_on=header.dates.get("assigned_on"),
        injured_on=_injured_on(parts),
        decided_on=header.dates.get("decided_on"),
        ur_denied_on=header.dates.get("ur_denied_on"),
        received_on=header.dates.get("received_on"),
        reviewer=parts.credentials.reviewer,
        claimant=parts.story.claimant,
        case_summary=parts.summary.prose,
        determinations=tuple(parts.decisions.determinations),
        findings=_findings(parts),
        spans=_spans(parts),
    )


def _injured_on(parts: Parts) -> datetime.date | None:
    """The header's date counts; the case summary's only where no header could tell one."""
    if parts.header.has_block:
        return parts.header.dates.get("injured_on")
    return parts.story.injured_on


def _findings(parts: Parts) -> tuple[Finding, ...]:
    return (
        *parts.missing,
        *parts.header.findings,
        *parts.credentials.findings,
        *parts.story.findings,
        *_injury_disagreement(parts),
        *parts.decisions.findings,
    )


def _injury_disagreement(parts: Parts) -> list[Finding]:
    printed, told = parts.header.dates.get("injured_on"), parts.story.injured_on
    if printed is None or told is None or printed == told:
        return []
    reason = f"The header says {printed}, the case summary {told}."
    return [Finding("injured_on", reason, parts.story.spans["injured_on"])]


def _spans(parts: Parts) -> dict[str, Span]:
    spans = {**parts.story.spans, **parts.credentials.spans, **parts.header.spans}
    if parts.header.has_block and "injured_on" not in parts.header.spans:
        spans.pop("injured_on", None)
    if parts.summary.start < parts.summary.end:
        spans["case_summary"] = parts.summary.span
    return spans
