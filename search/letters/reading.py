"""Text to facts: which layout a letter has, and what that layout's reader makes of it."""

from typing import Final

from search.letters.extraction.text import LetterText
from search.letters.facts import UNREAD, LetterFacts
from search.letters.layouts import d, d_prime, e
from search.letters.layouts.skeleton import ISSUES, facts_of, read_skeleton

# Raise it whenever a letter may read differently than before, so that stored letters can be read again.
READER_VERSION: Final = "1"


def read_letter(text: LetterText) -> LetterFacts:
    """Facts of one letter, in time linear in its length; never raises.

    A letter in no known layout gives `layout == "unread"` with the reason in `unread_reason`.
    """
    if not ISSUES.search(text.full):
        return LetterFacts(
            layout=UNREAD, unread_reason="No heading of a known layout was found in this letter."
        )
    skeleton = read_skeleton(text)
    for layout in (e, d_prime, d):
        if layout.recognises(skeleton):
            return facts_of(skeleton, layout.NAME)
    return facts_of(skeleton, e.NAME if skeleton.header.is_there else d.NAME)
