"""How a determination is cited: in words, and for programs that keep references.

The State publishes these decisions without a reporter, so the citation names what finds one again: who
decided, the case, the item, the outcome and the day.
"""

import re
from typing import Final

from search.models import Determination, Letter
from search.models.letters import Outcome

KIND: Final = "Independent Medical Review"
AUTHOR: Final = "State of California Division of Workers’ Compensation"

_TREATMENT_LENGTH: Final = 200
_UNREAD: Final = "letter not read into decisions"
_OUTCOMES: Final = {
    Outcome.UPHELD: "denial upheld",
    Outcome.OVERTURNED: "denial overturned, treatment approved",
}


def citation(determination: Determination) -> str:
    """A determination as a list of authorities names it, in one line without a full stop."""
    return _cited(title(determination), determination.letter)


def letter_citation(letter: Letter) -> str:
    """A letter as a whole, for one that could not be read into determinations."""
    return _cited(letter_title(letter), letter)


def title(determination: Determination) -> str:
    """A citation without day and author, which programs keep apart."""
    outcome = _OUTCOMES[Outcome(determination.outcome)]
    item = f"item {determination.number} ({short_treatment(determination.treatment)})"
    return ", ".join([KIND, _case(determination.letter), item, outcome])


def letter_title(letter: Letter) -> str:
    """The same of a letter as a whole."""
    return ", ".join([KIND, _case(letter), *(() if letter.is_read else (_UNREAD,))])


def short_treatment(treatment: str) -> str:
    """A treatment in one line; letters name some in whole paragraphs."""
    words = " ".join(treatment.split())
    if len(words) <= _TREATMENT_LENGTH:
        return words
    return words[:_TREATMENT_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def day(letter: Letter) -> str:
    """The day of the decision, `9 Dec 2016`."""
    return f"{letter.decided_on:%-d %b %Y}" if letter.decided_on else "undated"


def _case(letter: Letter) -> str:
    return f"Case {letter.case_number}" if letter.case_number else f"letter {letter.reference}"


def _cited(named: str, letter: Letter) -> str:
    return ", ".join([named, day(letter), AUTHOR])


def key(reference: str, number: int) -> str:
    """A name for a reference that every program takes."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", reference).strip("-") or "letter"
    return f"{plain}-{number}" if number else plain
