"""The expert reviewer's states and specialties, from the credentials block or from a sentence."""

import difflib
import functools
import re
from dataclasses import dataclass, field
from typing import Final

from search.letters.facts import Finding, Reviewer, Span
from search.letters.mending import fold
from search.letters.passages import Passage
from search.letters.vocabulary import lines_of

STATES_LABEL: Final = re.compile(r"\bState\(s\)\s+of\s+Licensure\s*:", re.IGNORECASE)
SPECIALTY_LABEL: Final = re.compile(r"\bCertification\(s\)/\s*Specialty\s*:", re.IGNORECASE)
SENTENCE: Final = re.compile(
    r"\breviewer\s+is\s+(?:a\s+|an\s+)?"
    r"(?:Board\s+Certified\s+in|licensed\s+in|licensed\s+Doctor\s+of|licensed|Doctor\s+of)\s+"
    r"(?P<specialties>[^.]{1,400}?),?\s+and\s+is\s+licensed\s+to\s+practice\s+in\s+(?P<states>[^.]{1,400})\.",
    re.IGNORECASE,
)
BETWEEN_SPECIALTIES: Final = re.compile(
    r",?\s+(?:and\s+)?(?:has\s+a\s+(?:sub-?specialty|certificate)\s+in|with\s+a\s+sub-?specialty\s+in)\s+|,\s*|;\s*",
    re.IGNORECASE,
)
BETWEEN_STATES: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
SLIP_LIKENESS: Final = 0.9


@dataclass(slots=True)
class Credentials:
    """Who reviewed, where the letter says so, and what of it could not be read."""

    reviewer: Reviewer = field(default_factory=Reviewer)
    spans: dict[str, Span] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_credentials(part: Passage) -> Credentials:
    """Read the part between the first heading and the case summary."""
    raw = part.raw
    states, specialty = STATES_LABEL.search(raw), SPECIALTY_LABEL.search(raw)
    if states and specialty and states.end() <= specialty.start():
        return _credentials(
            part.part(part.start + states.end(), part.start + specialty.start()),
            part.part(part.start + specialty.end(), part.end),
        )
    sentence = SENTENCE.search(raw)
    if sentence:
        return _credentials(part.group(sentence, "states"), part.group(sentence, "specialties"))
    found = Credentials()
    found.findings.append(Finding("reviewer", "No credentials of the reviewer were found.", part.span))
    return found


def _credentials(states: Passage, specialties: Passage) -> Credentials:
    found = Credentials()
    found.reviewer = Reviewer(_states(states.words), _specialties(specialties.words))
    for name, place, values in (
        ("reviewer.states", states, found.reviewer.states),
        ("reviewer.specialties", specialties, found.reviewer.specialties),
    ):
        if values:
            found.spans[name] = place.span
        else:
            found.findings.append(Finding(name, "The place for it is empty.", place.span))
    found.findings.extend(_strangers(found.reviewer, states, specialties))
    return found


def _states(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(state for state in BETWEEN_STATES.split(words.strip(" .,")) if state))


def _specialties(words: str) -> tuple[str, ...]:
    parts = [part.strip(" .,;") for part in BETWEEN_SPECIALTIES.split(words)]
    return tuple(dict.fromkeys(_mended(name) for part in parts if part for name in _at_and(part)))


def _at_and(part: str) -> tuple[str, ...]:
    """Part two specialties joined by `and`, unless the pair is one specialty's name."""
    left, found, right = part.partition(" and ")
    known = known_specialties()
    if (
        found
        and specialty_key(part) not in known
        and {specialty_key(left), specialty_key(right)} <= set(known)
    ):
        return left, right
    return (part,)


def _mended(name: str) -> str:
    """The name as printed, spelling slips mended: `Sports Medicinea` is one letter away from a known name."""
    key, known = specialty_key(name), known_specialties()
    if key in known:
        return name
    near = difflib.get_close_matches(key, known, n=1, cutoff=SLIP_LIKENESS)
    return known[near[0]] if near else name


def _strangers(reviewer: Reviewer, states: Passage, specialties: Passage) -> list[Finding]:
    known_states = {state.casefold() for state in lines_of("states.txt")}
    odd_states = [state for state in reviewer.states if state.casefold() not in known_states]
    odd_names = [name for name in reviewer.specialties if specialty_key(name) not in known_specialties()]
    return [
        *(Finding("reviewer.states", f"{name!r} is no state.", states.span) for name in odd_states),
        *(
            Finding("reviewer.specialties", f"{name!r} is no known specialty.", specialties.span)
            for name in odd_names
        ),
    ]


def specialty_key(name: str) -> str:
    """Spelling-free form of a specialty: case, `&` and white space do not count."""
    return fold(name).replace("&", "and").casefold()


@functools.cache
def known_specialties() -> dict[str, str]:
    """Key to printed name of every specialty in `data/specialties.txt`."""
    return {specialty_key(name): name for name in lines_of("specialties.txt")}
