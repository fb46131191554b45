"""Layout D' (2015): as D, with the reviewer's credentials in a block of their own and no header block."""

from search.letters.credentials import STATES_LABEL
from search.letters.extraction.text import LetterText
from search.letters.facts import LetterFacts
from search.letters.layouts import d
from search.letters.layouts.parts import facts_of
from search.letters.layouts.skeleton import read_skeleton

NAME = "D'"


def recognises(letter: LetterText) -> bool:
    """True where the skeleton is there and the credentials have their block; E is asked before."""
    return d.recognises(letter) and STATES_LABEL.search(letter.full) is not None


def read(letter: LetterText) -> LetterFacts:
    """Read the letter; never raises."""
    return facts_of(read_skeleton(letter), NAME)
