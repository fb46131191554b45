"""Layout A (2013), the `Notice of Independent Medical Review Determination`.

Dates stand in sentences, decisions in numbered sentences (`1) MAXIMUS Federal Services, Inc. has determined
the request for ...`), told once in front and again behind the decision's heading.
Source: one excerpt of 2013; what follows the case summary is read by the labels that letters of 2013 use.
"""

import re
from collections.abc import Mapping
from typing import Final

from search.letters.claimant import read_story
from search.letters.credentials import read_credentials
from search.letters.dates import DATE, parse_date
from search.letters.extraction.text import LetterText
from search.letters.facts import LetterFacts
from search.letters.header import Header, read_header
from search.letters.layouts.parts import Parts, facts_of
from search.letters.numbered_decisions import read_numbered_decisions
from search.letters.passages import Passage
from search.letters.sections import cut, heading

NAME = "A"
TITLE: Final = heading("Notice of Independent Medical Review Determination", ignore_case=True)
HEADINGS: Final[Mapping[str, re.Pattern[str]]] = {
    "decision": heading("INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALES?"),
    "qualifications": heading(r"Medical Qualifications of the Expert Reviewer\s?:", ignore_case=True),
    "case_summary": heading(r"(?:Expert Reviewer )?Case Summary\s?:", ignore_case=True),
    "documents": heading(r"Documents Reviewed(?: for Determination)?\b", ignore_case=True),
}
DATED: Final = {
    "received_on": heading(r"Independent Medical Review was (?:filed|received) on\s", ignore_case=True),
    "ur_denied_on": heading(
        r"Utilization Review (?:Denial|Denial/Modification|decision) dated\s", ignore_case=True
    ),
    "assigned_on": heading(
        r"Request for Information was (?:provided|sent) to the above parties on\s", ignore_case=True
    ),
}
DISCLAIMER: Final = re.compile(r"\ADisclaimer\s*:[^\"“]{0,400}?\bdated\s[^.]{0,40}\.", re.IGNORECASE)
REGARDING: Final = re.compile(r"(?:\A|[\n\f])\s*\d{1,2}\s?\)\s*Regarding\s+the\s+request\b", re.IGNORECASE)
REACH_TO_DATE: Final = 24


def recognises(letter: LetterText) -> bool:
    """True where the notice's title stands at the letter's beginning."""
    return TITLE.search(Passage.whole(letter).beginning.raw) is not None


def read(letter: LetterText) -> LetterFacts:
    """Read the letter; never raises."""
    parts = cut(letter, HEADINGS)
    nothing = Passage(letter, len(letter.full), len(letter.full))
    header = read_header(parts["header"].beginning)
    _read_sentences(header, parts.get("decision", nothing).beginning)
    summary = _summary(parts.get("case_summary", nothing))
    return facts_of(
        Parts(
            header=header,
            credentials=read_credentials(parts.get("qualifications", nothing).beginning),
            summary=summary,
            story=read_story(summary),
            decisions=read_numbered_decisions(Passage.whole(letter)),
        ),
        NAME,
    )


def _read_sentences(header: Header, part: Passage) -> None:
    raw = part.raw
    for name, sentence in DATED.items():
        words = sentence.search(raw)
        match = DATE.match(raw, words.end(), words.end() + REACH_TO_DATE) if words else None
        day = parse_date(match[0]) if match else None
        if match and day and name not in header.dates:
            header.dates[name] = day
            header.spans[name] = part.group(match).span


def _summary(part: Passage) -> Passage:
    """The summary without its disclaimer, up to where the requests are gone through one by one."""
    raw = part.raw
    disclaimer, regarding = DISCLAIMER.match(raw), REGARDING.search(raw)
    start = disclaimer.end() if disclaimer else 0
    end = regarding.start() if regarding else len(raw)
    return part.part(part.start + start, part.start + end)
