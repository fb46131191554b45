"""Decisions told in numbered sentences: `1) ... the request for X is not medically necessary`.

Layouts A and B. Each number may come several times (a list in front, then one by one with guidelines and
rationale): the last time with a rationale tells those, the first tells treatment and outcome.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Final

from search.letters.decisions import DecidedItem, Decisions, determination, gaps
from search.letters.facts import Finding
from search.letters.passages import Passage
from search.letters.verdicts import VERDICT, outcome_of

START: Final = re.compile(
    r"(?<![\w.])(?P<number>\d{1,2})\s?[.)]\s+"
    r"(?:(?:MAXIMUS\s+Federal\s+Services,?\s+Inc\.?,?\s+has\s+determined\s+(?:that\s+)?)?the\s+requests?\s+for\s"
    r"|(?P<regarding>Regarding\s+the\s+requests?\s+for\s)|Decision\s+for\s)"
    # The treatment alone; the verdict and the next sentence show that it is no item of some other list.
    r"|(?<=[\n\f])[^\S\n]{0,8}(?P<listed>\d{1,2})\s?[.)]\s+"
    r"(?=\S(?:(?!medically\s|\n\s{0,8}\d{1,2}\s?[.)]\s)[^:]){1,400}?"
    r"\bmedically\s+necessary\s+and\s+appropriate\.?\s+The\s+Claims\s+Administrator\b)",
    re.IGNORECASE,
)
ADMINISTRATOR: Final = re.compile(
    r"\bThe\s+Claims\s+Administrator\s+(?=based\b|did\b|cited\b)", re.IGNORECASE
)
REVIEWER: Final = re.compile(
    r"\bThe\s+(?:Physician|Expert|Professional)\s+Reviewer\s+(?=based\b|did\b|found\b|relied\b)",
    re.IGNORECASE,
)
RATIONALE: Final = re.compile(
    r"\b(?:Rationale\s+for\s+the\s+Decision|(?:The\s+(?:Physician|Expert)\s+Reviewer.?s\s+)?Decision\s+rationale)\s*:",
    re.IGNORECASE,
)
# What follows the last rationale in letters that were posted whole.
CLOSING: Final = re.compile(
    r"[\n\f]\s*(?:Effect\s+of\s+the\s+Decision\s*:|Sincerely\b|Disclaimer\s*:|/s/)", re.IGNORECASE
)
MOST_OF_TREATMENT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Numbered:
    """One numbered sentence: its number, where its treatment stands in the part's raw text, its verdict."""

    number: int
    treatment: tuple[int, int]
    verdict: re.Match[str] | None
    end: int


def read_numbered_decisions(part: Passage) -> Decisions:
    """Read every numbered decision of `part`, in the order of their numbers' first mention."""
    raw, decisions = part.raw, Decisions()
    mentions: dict[int, list[Numbered]] = {}
    for numbered in _numbered(raw):
        mentions.setdefault(numbered.number, []).append(numbered)
    for same in mentions.values():
        item = _item(part, raw, same)
        if item is None:
            place = part.part(part.start + same[0].treatment[0], part.start + same[0].treatment[1])
            reason = "Neither necessary nor not necessary is said of this request."
            decisions.findings.append(Finding("determinations", reason, place.span))
            continue
        number = len(decisions.determinations) + 1
        decisions.determinations.append(determination(number, item))
        decisions.findings.extend(gaps(number, item, ("treatment", "rationale")))
    if not decisions.determinations:
        decisions.findings.append(Finding("determinations", "No decided item was found.", part.span))
    return decisions


def _numbered(raw: str) -> list[Numbered]:
    starts = list(START.finditer(raw))
    found: list[Numbered] = []
    for start, following in itertools.zip_longest(starts, starts[1:]):
        end = following.start() if following else len(raw)
        reach = min(end, start.end() + MOST_OF_TREATMENT)
        verdict = None if start["regarding"] else VERDICT.search(raw, start.end(), reach)
        colon = raw.find(":", start.end(), reach)
        last = verdict.start() if verdict else (colon if colon >= 0 else reach)
        number = int(start["number"] or start["listed"])
        found.append(Numbered(number, (start.end(), last), verdict, end))
    return found


def _item(part: Passage, raw: str, mentions: list[Numbered]) -> DecidedItem | None:
    decided = next((mention for mention in mentions if mention.verdict), None)
    if decided is None or decided.verdict is None:
        return None

    def place(start: int, end: int) -> Passage:
        return part.part(part.start + start, part.start + end)

    full = next((mention for mention in reversed(mentions) if _reasons(raw, mention)), mentions[-1])
    administrator, reviewer, rationale = _bounds(raw, full)
    return DecidedItem(
        treatment=place(*decided.treatment),
        requested=None,
        outcome=outcome_of(decided.verdict),
        outcome_place=part.group(decided.verdict),
        administrator=place(*administrator),
        reviewer=place(*reviewer),
        rationale=place(*rationale),
    )


def _reasons(raw: str, mention: Numbered) -> re.Match[str] | None:
    return RATIONALE.search(raw, mention.treatment[1], mention.end)


def _bounds(raw: str, mention: Numbered) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Offsets of both guideline sentences and of the rationale; empty at the end for what is not there."""
    start, end = mention.treatment[1], mention.end
    reasons = _reasons(raw, mention)
    closing = CLOSING.search(raw, reasons.end(), end) if reasons else None
    cited_until = reasons.start() if reasons else end
    reviewer = REVIEWER.search(raw, start, cited_until)
    administrator = ADMINISTRATOR.search(raw, start, reviewer.start() if reviewer else cited_until)
    return (
        (administrator.start(), reviewer.start() if reviewer else cited_until)
        if administrator
        else (end, end),
        (reviewer.start(), cited_until) if reviewer else (end, end),
        (reasons.end(), closing.start() if closing else end) if reasons else (end, end),
    )
