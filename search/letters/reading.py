"""Text to facts: which layout a letter has, and what that layout's reader makes of it."""

import dataclasses
from typing import Final

from search.letters.extraction.text import LetterText
from search.letters.facts import UNREAD, LetterFacts
from search.letters.furniture import without_furniture
from search.letters.layouts import a, b, c, d, d_prime, e

# Raise it whenever a letter may read differently than before, so that stored letters can be read again.
READER_VERSION: Final = "1"
# Asked in this order: D and D' are what is left of E's skeleton when a block is missing.
LAYOUTS: Final = (e, d_prime, d, b, a, c)
UNKNOWN_LAYOUT: Final = "No heading of a known layout was found in this letter."
NO_DETERMINATION: Final = "The letter looks like layout {name}, but no decided item could be read in it."


def read_letter(text: LetterText) -> LetterFacts:
    """Facts of one letter, in time linear in its length; never raises.

    A letter in no known layout gives `layout == "unread"` with the reason in `unread_reason`, and so does one
    of which no determination could be read; its findings then say what was missed.
    """
    letter = without_furniture(text)
    for layout in LAYOUTS:
        if layout.recognises(letter):
            facts = layout.read(letter)
            return facts if facts.determinations else _unread(facts, layout.NAME)
    return LetterFacts(layout=UNREAD, unread_reason=UNKNOWN_LAYOUT)


def _unread(facts: LetterFacts, name: str) -> LetterFacts:
    return dataclasses.replace(facts, layout=UNREAD, unread_reason=NO_DETERMINATION.format(name=name))
