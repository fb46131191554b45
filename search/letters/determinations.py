"""The determinations of layouts D to E: heading, two guideline lines and rationale, always in this order."""

import itertools
import re
from dataclasses import dataclass, field
from typing import Final

from search.letters.citations import read_citation
from search.letters.facts import Determination, Finding
from search.letters.passages import Passage
from search.letters.treatment_heading import TreatmentHeading, read_heading
from search.letters.treatments import describe_treatment

ADMINISTRATOR: Final = re.compile(r"\bClaims\s+Administrator\s+guideline\s*:", re.IGNORECASE)
REVIEWER: Final = re.compile(r"\b(?:MAXIMUS|IMR|Expert\s+Reviewer)\s+guideline\s*:", re.IGNORECASE)
RATIONALE: Final = re.compile(r"\bDecision\s+rationale\s*:", re.IGNORECASE)
NO_DECISION_WORD: Final = "No decision word (Upheld or Overturned) stands in front of the guideline lines."
LEAD_IN: Final = re.compile(r"\bset\s+forth\s+below\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Issue:
    """The four parts of one determination; a part that is not there is empty."""

    heading: TreatmentHeading
    administrator: Passage
    reviewer: Passage
    rationale: Passage


@dataclass(slots=True)
class Decisions:
    """What the part of the letter that holds the decisions says."""

    determinations: list[Determination] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_decisions(part: Passage) -> Decisions:
    """Read every determination of the part behind the heading of the issues."""
    decisions = Decisions()
    for number, issue in enumerate(_issues(part, decisions.findings), start=1):
        decisions.determinations.append(_determination(number, issue))
        decisions.findings.extend(_gaps(number, issue))
    if not decisions.determinations:
        decisions.findings.append(Finding("determinations", "No decided item was found.", part.span))
    return decisions


def _issues(part: Passage, findings: list[Finding]) -> list[Issue]:
    raw = part.raw
    lead_in = LEAD_IN.search(raw)
    low = lead_in.end() if lead_in else 0
    issues: list[Issue] = []
    for labels in _labels(raw):
        heading = read_heading(part.part(part.start + low, part.start + labels.administrator.start()))
        if heading is None:
            place = part.group(labels.administrator).span
            findings.append(Finding("determinations", NO_DECISION_WORD, place))
            continue
        if issues:
            issues[-1] = _ended(issues[-1], part, heading.start)
        issues.append(_issue(part, heading, labels))
        low = (labels.rationale or labels.reviewer or labels.administrator).end()
    return issues


@dataclass(frozen=True, slots=True)
class Labels:
    """Where the labels of one determination stand in the part's raw text, and where its last part can end."""

    administrator: re.Match[str]
    reviewer: re.Match[str] | None
    rationale: re.Match[str] | None
    end: int


def _labels(raw: str) -> list[Labels]:
    """The three labels of each determination, each found before the next determination's first."""
    anchors = list(ADMINISTRATOR.finditer(raw))
    found: list[Labels] = []
    for anchor, following in itertools.zip_longest(anchors, anchors[1:]):
        end = following.start() if following else len(raw)
        reviewer = REVIEWER.search(raw, anchor.end(), end)
        behind = (reviewer or anchor).end()
        found.append(Labels(anchor, reviewer, RATIONALE.search(raw, behind, end), end))
    return found


def _issue(part: Passage, heading: TreatmentHeading, labels: Labels) -> Issue:
    """Cut at the labels; the part in front of a missing label runs on to the next one."""

    def place(label: re.Match[str] | None, end: int) -> Passage:
        return part.part(part.start + (label.end() if label else end), part.start + end)

    reviewer_end = labels.rationale.start() if labels.rationale else labels.end
    administrator_end = labels.reviewer.start() if labels.reviewer else reviewer_end
    return Issue(
        heading,
        place(labels.administrator, administrator_end),
        place(labels.reviewer, reviewer_end),
        place(labels.rationale, labels.end),
    )


def _ended(issue: Issue, part: Passage, end: int) -> Issue:
    """The issue with its rationale cut where the next heading starts."""
    start = min(issue.rationale.start, end)
    return Issue(issue.heading, issue.administrator, issue.reviewer, part.part(start, end))


def _determination(number: int, issue: Issue) -> Determination:
    heading = issue.heading
    treatment = heading.treatment.words
    described = describe_treatment(treatment)
    administrator, reviewer = issue.administrator.words, issue.reviewer.words
    spans = {
        "treatment": heading.treatment.span,
        "outcome": heading.outcome_place.span,
        "claims_administrator_citation": issue.administrator.span,
        "reviewer_citation": issue.reviewer.span,
        "rationale": issue.rationale.span,
    }
    if heading.requested:
        spans["requested"] = heading.requested.span
    return Determination(
        number=number,
        treatment=treatment,
        requested=heading.requested.words if heading.requested else None,
        outcome=heading.outcome,
        category=described.category,
        subcategory=described.subcategory,
        drugs=described.drugs,
        body_regions=described.body_regions,
        claims_administrator_citation=administrator,
        reviewer_citation=reviewer,
        claims_administrator_guidelines=read_citation(administrator),
        reviewer_guidelines=read_citation(reviewer),
        rationale=issue.rationale.prose,
        spans=spans,
    )


def _gaps(number: int, issue: Issue) -> list[Finding]:
    parts = {
        "treatment": issue.heading.treatment,
        "claims_administrator_citation": issue.administrator,
        "reviewer_citation": issue.reviewer,
        "rationale": issue.rationale,
    }
    return [
        Finding(f"determinations.{number}.{name}", "This part of the determination is empty.", place.span)
        for name, place in parts.items()
        if place.start == place.end
    ]
