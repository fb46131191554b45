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
# Each group is named for the fact whose label it is. `Application` and `Received:` may part over lines with
# the date between them.
LABEL: Final = re.compile(
    r"\b(?:(?P<assigned_on>Date\s+Assigned)|(?P<injured_on>Date\s+of\s+Injury)"
    r"|(?P<decided_on>Decision\s+Date|Dated)|(?P<ur_denied_on>UR\s+Denial\s+Date|Date\s+of\s+UR\s+Decision))\s*:"
    r"|\b(?P<received_on>(?-i:Application))\b(?:\s+Received\s*:)?",
    re.IGNORECASE,
)
# `Date of something else: 9/6/2013` on one line: a label that is not ours owns that date.
OTHER_LABEL: Final = re.compile(r":[^\S\n\f]*\Z")
# The order of events; a header that breaks it was misread or misprinted.
ORDER_OF_EVENTS: Final = ("injured_on", "ur_denied_on", "received_on", "assigned_on", "decided_on")


@dataclass(slots=True)
class Header:
    """What the header block says; all empty where a letter has none (`has_block` is then False)."""

    case_number: str | None = None
    priority: str | None = None
    dates: dict[str, datetime.date] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    has_block: bool = False


def has_header(block: Passage) -> bool:
    """True where the labels of a header block stand in front of a letter."""
    return bool(CASE_LABEL.search(block.raw))


def read_header(block: Passage) -> Header:
    """Read the block in front of the letter's first heading."""
    header, raw = Header(), block.raw
    _read_case_number(header, block, raw)
    _read_priority(header, block, raw)
    _read_dates(header, block, raw)
    header.has_block = any(label["injured_on"] for label in LABEL.finditer(raw))
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
    labels: deque[re.Match[str]] = deque()
    orphans: deque[re.Match[str]] = deque()
    known = list(LABEL.finditer(raw))
    dates = [date for date in DATE.finditer(raw) if not _has_other_label(date, raw, known)]
    for token in sorted([*known, *dates], key=lambda match: match.start()):
        if token.re is DATE:
            orphans.append(token)
        else:
            labels.append(token)
        if labels and orphans:
            _keep_date(header, block, labels.popleft().lastgroup or "", orphans.popleft())
    for label in labels:
        name = label.lastgroup or ""
        header.findings.append(Finding(name, "The label is there, but no date.", block.group(label).span))


def _has_other_label(date: re.Match[str], raw: str, known: list[re.Match[str]]) -> bool:
    colon = OTHER_LABEL.search(raw, max(0, date.start() - 8), date.start())
    return colon is not None and all(label.end() != colon.start() + 1 for label in known)


def _keep_date(header: Header, block: Passage, name: str, match: re.Match[str]) -> None:
    span = block.group(match).span
    day = parse_date(match[0])
    if day is None:
        header.findings.append(Finding(name, "This is no day of the calendar.", span))
    elif name not in header.dates:
        header.dates[name] = day
        header.spans[name] = span


def _disorder(header: Header) -> list[Finding]:
    known = [name for name in ORDER_OF_EVENTS if name in header.dates]
    return [
        Finding(later, f"The date is before {earlier}.", header.spans[later])
        for earlier, later in itertools.pairwise(known)
        if header.dates[later] < header.dates[earlier]
    ]
