"""The header block: case number, priority and five dates, whatever order its two columns came in."""

import datetime
import itertools
import re
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from search.letters.dates import DATE, parse_date
from search.letters.facts import Finding, Span
from search.letters.passages import Passage

CASE_NUMBER: Final = re.compile(r"\bCM\d\d-\d{7}\b")
CASE_LABEL: Final = re.compile(r"\bCase\s+Number\s*:", re.IGNORECASE)
PRIORITY_LABEL: Final = re.compile(r"\bPriority\s*:", re.IGNORECASE)
PRIORITY: Final = re.compile(r"\b(Standard|Expedited)\b", re.IGNORECASE)
LABELS: Final = {
    "assigned": "assigned_on",
    "injury": "injured_on",
    "decision": "decided_on",
    "denial": "ur_denied_on",
    "application": "received_on",
}
# `Application` and `Received:` may stand on two lines with the date between them.
LABEL: Final = re.compile(
    r"\b(?:Date\s+(Assigned)|Date\s+of\s+(Injury)|(Decision)\s+Date|UR\s+(Denial)\s+Date)\s*:"
    r"|\b(Application)\b(?:\s+Received\s*:)?",
    re.IGNORECASE,
)
# The order of events; a header that breaks it was misread or misprinted.
ORDER_OF_EVENTS: Final = ("injured_on", "ur_denied_on", "received_on", "assigned_on", "decided_on")


@dataclass(slots=True)
class Header:
    """What the header block says; all empty where a letter has none."""

    case_number: str | None = None
    priority: str | None = None
    dates: dict[str, datetime.date] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        return self.case_number is not None or bool(self.dates)


def read_header(block: Passage) -> Header:
    """Read the block in front of the letter's first heading."""
    header, raw = Header(), block.raw
    _read_case_number(header, block, raw)
    _read_priority(header, block, raw)
    _read_dates(header, block, raw)
    if header.is_there:
        header.findings.extend(_gaps(header))
        header.findings.extend(_disorder(header))
    return header


def _read_case_number(header: Header, block: Passage, raw: str) -> None:
    number = CASE_NUMBER.search(raw)
    if number:
        header.case_number = number[0]
        header.spans["case_number"] = block.group(number).span
    elif label := CASE_LABEL.search(raw):
        header.findings.append(
            Finding(
                "case_number", "The label is there, but no number like CM16-0000000.", block.group(label).span
            )
        )


def _read_priority(header: Header, block: Passage, raw: str) -> None:
    label = PRIORITY_LABEL.search(raw)
    if label is None:
        return
    word = PRIORITY.search(raw)
    if word:
        header.priority = word[1].lower()
        header.spans["priority"] = block.group(word).span
    else:
        reason = "The label is there, but neither Standard nor Expedited."
        header.findings.append(Finding("priority", reason, block.group(label).span))


def _read_dates(header: Header, block: Passage, raw: str) -> None:
    """Match labels and dates first come, first served: each extractor keeps the order inside a column."""
    labels: deque[str] = deque()
    orphans: deque[re.Match[str]] = deque()
    for token in sorted([*LABEL.finditer(raw), *DATE.finditer(raw)], key=lambda match: match.start()):
        if token.re is DATE:
            orphans.append(token)
        else:
            labels.append(LABELS[next(filter(None, token.groups())).lower()])
        if labels and orphans:
            _keep_date(header, block, labels.popleft(), orphans.popleft())


def _keep_date(header: Header, block: Passage, name: str, match: re.Match[str]) -> None:
    span = block.group(match).span
    day = parse_date(match[0])
    if day is None:
        header.findings.append(Finding(name, "This is no day of the calendar.", span))
    elif name not in header.dates:
        header.dates[name] = day
        header.spans[name] = span


def _gaps(header: Header) -> list[Finding]:
    told = {finding.field for finding in header.findings}
    missing = [name for name in ORDER_OF_EVENTS if name not in header.dates and name not in told]
    return [Finding(name, "The header has no such date.") for name in missing]


def _disorder(header: Header) -> list[Finding]:
    known = [name for name in ORDER_OF_EVENTS if name in header.dates]
    return [
        Finding(later, f"The date is before {earlier}.", header.spans[later])
        for earlier, later in itertools.pairwise(known)
        if header.dates[later] < header.dates[earlier]
    ]
