"""Text to facts: which layout a letter has, and what that layout's reader makes of it."""

from typing import Final

from search.letters.extraction.text import LetterText
from search.letters.facts import UNREAD, LetterFacts

# Raise it whenever a letter may read differently than before, so that stored letters can be read again.
READER_VERSION: Final = "1"


def read_letter(text: LetterText) -> LetterFacts:
    """Facts of one letter, in time linear in its length; never raises.

    A letter in no known layout gives `layout == "unread"` with the reason in `unread_reason`.
    """
    return LetterFacts(
        layout=UNREAD, unread_reason="No layout that the reader knows starts like this letter."
    )
