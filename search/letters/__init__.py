"""Letters to facts: the public face of the room. Knows nothing of Django, Celery or OpenSearch.

`search.letters.extraction` turns a file into a `LetterText`; `read_letter` turns that into `LetterFacts`.
"""

from search.letters.extraction.text import LetterText, UnreadableFile
from search.letters.facts import (
    Claimant,
    Determination,
    Finding,
    Guideline,
    LetterFacts,
    Reviewer,
    Span,
)
from search.letters.labels import to_label
from search.letters.reading import READER_VERSION, read_letter

__all__ = [
    "READER_VERSION",
    "Claimant",
    "Determination",
    "Finding",
    "Guideline",
    "LetterFacts",
    "LetterText",
    "Reviewer",
    "Span",
    "UnreadableFile",
    "read_letter",
    "to_label",
]
