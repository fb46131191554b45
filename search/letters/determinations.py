"""The determinations of layouts D to E: heading, two guideline lines and rationale, always in this order."""

import dataclasses
import itertools
import re
from dataclasses import dataclass
from typing import Final

from search.letters.decisions import DecidedItem, Decisions, determination, gaps
from search.letters.facts import Finding
from search.letters.passages import Passage
from search.letters.treatment_heading import TreatmentHeading, read_heading, usual_width

ADMINISTRATOR: Final = re.compile(r"\bClaims\s+Administrator\s+guideline\s*:", re.IGNORECASE)
REVIEWER: Final = re.compile(r"\b(?:MAXIMUS|IMR|Expert\s+Reviewer)\s+guideline\s*:", re.IGNORECASE)
RATIONALE: Final = re.compile(r"\bDecision\s+rationale\s*:", re.IGNORECASE)
LEAD_IN: Final = re.compile(r"\bset\s+forth\s+below\s*:", re.IGNORECASE)
NEEDED: Final = ("treatment", "claims_administrator_citation", "reviewer_citation", "rationale")
NO_DECISION_WORD: Final = "No decision word (Upheld or Overturned) stands in front of the guideline lines."


def read_decisions(part: Passage) -> Decisions:
    """Read every determination of the part behind the heading of the issues."""
    decisions = Decisions()
    for number, item in enumerate(_items(part, decisions.findings), start=1):
        decisions.determinations.append(determination(number, item))
        decisions.findings.extend(gaps(number, item, NEEDED))
    if not decisions.determinations:
        decisions.findings.append(Finding("determinations", "No decided item was found.", part.span))
    return decisions


@dataclass(frozen=True, slots=True)
class Labels:
    """Where the labels of one determination stand in the part's raw text, and where its last part can end."""

    administrator: re.Match[str]
    reviewer: re.Match[str] | None
    rationale: re.Match[str] | None
    end: int


def _items(part: Passage, findings: list[Finding]) -> list[DecidedItem]:
    raw = part.raw
    lead_in = LEAD_IN.search(raw)
    low = lead_in.end() if lead_in else 0
    width = usual_width(raw)
    items: list[DecidedItem] = []
    for labels in _labels(raw):
        heading = read_heading(part.part(part.start + low, part.start + labels.administrator.start()), width)
        if heading is None:
            findings.append(
                Finding("determinations", NO_DECISION_WORD, part.group(labels.administrator).span)
            )
            continue
        if items:
            items[-1] = _ended(items[-1], part, heading.start)
        items.append(_item(part, heading, labels))
        low = (labels.rationale or labels.reviewer or labels.administrator).end()
    return items


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


def _item(part: Passage, heading: TreatmentHeading, labels: Labels) -> DecidedItem:
    """Cut at the labels; the part in front of a missing label runs on to the next one."""

    def place(label: re.Match[str] | None, end: int) -> Passage:
        return part.part(part.start + (label.end() if label else end), part.start + end)

    reviewer_end = labels.rationale.start() if labels.rationale else labels.end
    administrator_end = labels.reviewer.start() if labels.reviewer else reviewer_end
    return DecidedItem(
        treatment=heading.treatment,
        requested=heading.requested,
        outcome=heading.outcome,
        outcome_place=heading.outcome_place,
        administrator=place(labels.administrator, administrator_end),
        reviewer=place(labels.reviewer, reviewer_end),
        rationale=place(labels.rationale, labels.end),
    )


def _ended(item: DecidedItem, part: Passage, end: int) -> DecidedItem:
    """The item with its rationale cut where the next heading starts."""
    start = min(item.rationale.start, end)
    return dataclasses.replace(item, rationale=part.part(start, end))
