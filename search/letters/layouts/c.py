"""Layout C, the `Medical Professional Review`: one issue or a list of them, one rationale.

Known by its labels only. The heading of the rationale says how it was decided, and so does its conclusion;
where both are there and disagree, the item is not decided here but is a finding.
"""

import re
from collections.abc import Mapping
from typing import Final

from search.letters.claimant import read_story
from search.letters.credentials import read_credentials
from search.letters.decisions import DecidedItem, Decisions, determination, gaps
from search.letters.extraction.text import LetterText
from search.letters.facts import OVERTURNED, UPHELD, Finding, LetterFacts
from search.letters.header import read_header
from search.letters.layouts.parts import Parts, facts_of
from search.letters.passages import Passage
from search.letters.sections import cut, heading
from search.letters.verdicts import conclusion

NAME = "C"
TITLE: Final = heading("MEDICAL PROFESSIONAL REVIEW")
RATIONALE: Final = heading(
    r"RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE (?:IS/WAS|IS|WAS) "
    r"(?P<verdict>(?:NOT )?MEDICALLY NECESSARY)\s?:"
)
HEADINGS: Final[Mapping[str, re.Pattern[str]]] = {
    "title": TITLE,
    "issue": heading(r"ISSUES? AT DISPUTE\s?:"),
    "case_summary": heading(r"CASE SUMMARY\s?:"),
    "documents": heading(r"DOCUMENTS REVIEWED FOR DETERMINATION\s?:"),
    "guidelines": heading(
        r"MEDICAL TREATMENT GUIDELINES?(?:\(S\))? RELIED UPON BY PROFESSIONAL REVIEWER AND WHY\s?:"
    ),
    "rationale": RATIONALE,
    "qualifications": heading(r"MEDICAL REVIEWER QUALIFICATIONS\s?:"),
}
BULLET: Final = re.compile(r"(?:\A|[\n\f])[^\S\n]*(?:\d{1,2}[.)]|[-•*])[^\S\n]+|;")


def recognises(letter: LetterText) -> bool:
    """True where the title stands at the letter's beginning."""
    return TITLE.search(Passage.whole(letter).beginning.raw) is not None


def read(letter: LetterText) -> LetterFacts:
    """Read the letter; never raises."""
    parts = cut(letter, HEADINGS)
    nothing = Passage(letter, len(letter.full), len(letter.full))
    summary = parts.get("case_summary", nothing)
    return facts_of(
        Parts(
            header=read_header(_front(letter, parts)),
            credentials=read_credentials(parts.get("qualifications", nothing).beginning),
            summary=summary,
            story=read_story(summary),
            decisions=_decisions(letter, parts, nothing),
        ),
        NAME,
    )


def _front(letter: LetterText, parts: Mapping[str, Passage]) -> Passage:
    """Title and header block, up to the issue."""
    end = parts["issue"].start if "issue" in parts else len(letter.full)
    return Passage(letter, 0, end).beginning


def _decisions(letter: LetterText, parts: Mapping[str, Passage], nothing: Passage) -> Decisions:
    decisions, rationale = Decisions(), parts.get("rationale", nothing)
    printed = RATIONALE.search(letter.full)
    said = conclusion(rationale)
    by_heading = _by_heading(printed)
    if printed is None or (said and said.outcome != by_heading and not _is_form(printed)):
        reason = "The heading of the rationale is not there, or its conclusion says otherwise."
        decisions.findings.append(Finding("determinations", reason, rationale.span))
        return decisions
    outcome = said.outcome if said else by_heading
    place = said.place if said else Passage.whole(letter).group(printed, "verdict")
    for number, treatment in enumerate(_treatments(parts.get("issue", nothing)), start=1):
        item = DecidedItem(
            treatment=treatment,
            requested=None,
            outcome=outcome,
            outcome_place=place,
            administrator=nothing,
            reviewer=parts.get("guidelines", nothing),
            rationale=rationale,
        )
        decisions.determinations.append(determination(number, item))
        decisions.findings.extend(gaps(number, item, ("treatment", "reviewer_citation", "rationale")))
    return decisions


def _by_heading(printed: re.Match[str] | None) -> str:
    return UPHELD if printed and printed["verdict"].startswith("NOT") else OVERTURNED


def _is_form(printed: re.Match[str]) -> bool:
    """`IS/WAS` is a form's wording that was not filled in, so that its verdict does not count."""
    return "IS/WAS" in printed[0]


def _treatments(issue: Passage) -> list[Passage]:
    raw = issue.raw
    cuts = [0, *(place for bullet in BULLET.finditer(raw) for place in bullet.span()), len(raw)]
    pieces = [
        issue.part(issue.start + start, issue.start + end)
        for start, end in zip(cuts[::2], cuts[1::2], strict=True)
    ]
    return [piece for piece in pieces if piece.start < piece.end]
