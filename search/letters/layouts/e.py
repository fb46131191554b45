"""Layout E (December 2016 on): header and credentials blocks; guidelines with `Section(s)` and years."""

from search.letters.extraction.text import LetterText
from search.letters.facts import LetterFacts
from search.letters.header import has_header
from search.letters.layouts import d_prime
from search.letters.layouts.parts import facts_of
from search.letters.layouts.skeleton import read_skeleton
from search.letters.passages import Passage

NAME = "E"


def recognises(letter: LetterText) -> bool:
    """True where skeleton and credentials block are there, and a header block stands in front."""
    return d_prime.recognises(letter) and has_header(Passage.whole(letter).beginning)


def read(letter: LetterText) -> LetterFacts:
    """Read the letter; never raises."""
    return facts_of(read_skeleton(letter), NAME)
