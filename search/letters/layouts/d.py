"""Layout D (2014): the reviewer's specialty in a sentence; guidelines by `ACOEM Chapter N` and `Page(s)`."""

from search.letters.extraction.text import LetterText
from search.letters.facts import LetterFacts
from search.letters.layouts.parts import facts_of
from search.letters.layouts.skeleton import ISSUES, read_skeleton

NAME = "D"


def recognises(letter: LetterText) -> bool:
    """True where the skeleton's last heading is there; D' and E are asked before."""
    return ISSUES.search(letter.full) is not None


def read(letter: LetterText) -> LetterFacts:
    """Read the letter; never raises."""
    return facts_of(read_skeleton(letter), NAME)
