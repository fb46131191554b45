"""What a rationale concludes: that the treatment is, or is not, medically necessary."""

import re
from dataclasses import dataclass
from typing import Final

from search.letters.facts import OVERTURNED, UPHELD
from search.letters.passages import Passage

# A posted text lost the space behind a bold `not`.
VERDICT: Final = re.compile(
    r"\b(?:is|are|was|were)(?P<between>(?:\s+(?:considered|determined|deemed|found|to|be|not|therefore|also))*)"
    r"\s*medically\s+necessary\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """An outcome and the words that say it."""

    outcome: str
    place: Passage


def conclusion(rationale: Passage) -> Conclusion | None:
    """The last verdict of a rationale, or None where it has none."""
    verdicts = list(VERDICT.finditer(rationale.raw))
    if not verdicts:
        return None
    return Conclusion(outcome_of(verdicts[-1]), rationale.group(verdicts[-1]))


def outcome_of(verdict: re.Match[str]) -> str:
    """The outcome that a match of `VERDICT` tells."""
    return UPHELD if "not" in verdict["between"].lower().split() else OVERTURNED
