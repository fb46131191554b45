"""Age and sex of the injured worker, and the date of injury, as the case summary tells them."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Final

from search.letters.dates import DATE, parse_date
from search.letters.facts import Claimant, Finding, Span
from search.letters.passages import Passage

AGE: Final = re.compile(
    r"\b(\d{2,3})[\s-]{0,3}(?:years?|yrs?\.?|y/?o)\b[\s-]{0,3}(?:old|of\s+age)?", re.IGNORECASE
)
OLD: Final = re.compile(r"old|of\s+age|y/?o", re.IGNORECASE)
PLAUSIBLE_AGES: Final = range(14, 111)
SEXES: Final = {
    "male": "male", "man": "male", "gentleman": "male", "he": "male", "his": "male", "him": "male",
    "himself": "male", "female": "female", "woman": "female", "lady": "female", "she": "female",
    "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
NOUN: Final = re.compile(r"\b(male|female|gentleman|lady|man|woman)\b", re.IGNORECASE)
PRONOUN: Final = re.compile(r"\b(himself|herself|he|she|his|hers|her|him)\b", re.IGNORECASE)
# Words about the worker stand at the beginning; later ones may be about a spouse or a physician.
OPENING_CHARACTERS: Final = 400
# Words between injury and date that make it the date of something else.
OTHER_EVENT: Final = (
    r"worker|presented|presents?|evaluated|evaluation|seen|examined"
    r"|reported|report|illness|complained|underwent|visit"
)
INJURY_WORDS: Final = re.compile(
    r"\b(?:(?:injur(?:y|ies|ed)|accident|trauma)\b"
    rf"(?:,?\s+(?!(?:{OTHER_EVENT})\b)[\w/'-]+){{0,6}}?(?:\s+(?:on|of|from|dated)(?:\s+or\s+about)?|\s*,)"
    rf"|claim\s+(?:of|from)|date\s+of\s+injury\s*:?|DOI\s*:?)\s+(?P<date>{DATE.pattern})",
    re.IGNORECASE,
)
REPORT: Final = re.compile(r"\breport\s+of\b", re.IGNORECASE)
# `report of occupational injury` is the date of a form.
REACH_OF_REPORT: Final = 28


@dataclass(slots=True)
class Story:
    """What the case summary says of the worker."""

    claimant: Claimant = field(default_factory=Claimant)
    injured_on: datetime.date | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_story(summary: Passage) -> Story:
    """Read the case summary (its lead-in left out)."""
    story, raw = Story(), summary.raw
    age, sex = _read_age(story, summary, raw), _read_sex(story, summary, raw)
    story.claimant = Claimant(age, sex)
    story.injured_on = _read_injury(story, summary, raw)
    return story


def _read_age(story: Story, summary: Passage, raw: str) -> int | None:
    for match in AGE.finditer(raw):
        if OLD.search(match[0]) and int(match[1]) in PLAUSIBLE_AGES:
            story.spans["claimant.age"] = summary.group(match, 1).span
            return int(match[1])
    return None


def _read_sex(story: Story, summary: Passage, raw: str) -> str | None:
    noun = NOUN.search(raw, 0, OPENING_CHARACTERS)
    if noun:
        story.spans["claimant.sex"] = summary.group(noun).span
        return SEXES[noun[1].lower()]
    return _sex_of_pronouns(story, summary, raw)


def _sex_of_pronouns(story: Story, summary: Passage, raw: str) -> str | None:
    pronouns = list(PRONOUN.finditer(raw))
    sexes = {SEXES[match[1].lower()] for match in pronouns}
    if not sexes:
        return None
    place = summary.group(pronouns[0]).span
    if len(sexes) > 1:
        story.findings.append(Finding("claimant.sex", "The case summary's pronouns disagree.", place))
        return None
    story.spans["claimant.sex"] = place
    return sexes.pop()


def _read_injury(story: Story, summary: Passage, raw: str) -> datetime.date | None:
    """The single date of injury that the summary tells; two different ones are a finding, not a guess."""
    told: dict[datetime.date, Span] = {}
    for words in INJURY_WORDS.finditer(raw):
        if REPORT.search(raw, max(0, words.start() - REACH_OF_REPORT), words.start()):
            continue
        day = parse_date(words["date"])
        if day:
            told.setdefault(day, summary.group(words, "date").span)
    if len(told) > 1:
        story.findings.append(
            Finding("injured_on", "The case summary tells several dates.", list(told.values())[1])
        )
        return None
    for day, span in told.items():
        story.spans["injured_on"] = span
        return day
    return None
