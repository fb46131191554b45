"""The index's fields of text as the builder needs them; `search/documents.py` makes them."""

from typing import Any, Final

Clause = dict[str, Any]

# Everything of a decision in one field: whether a word stands in it at all.
EVERYTHING: Final = "everything"
TREATMENT: Final = "treatment"
RATIONALE: Final = "rationale"
TEXTS: Final = ("treatment", "requested", "rationale", "case_summary", "citations", "unread_text")

EXACT: Final = ".exact"
# Of a keyword field, its words by their stems; each field of words has its exact ones beside.
WORDS: Final = ".words"

# Fields that a reader can name in the question, and where their words stand.
WITHIN: Final = {
    "treatment": "treatment",
    "guideline": "guideline_words",
    "section": "section_words",
    "specialty": "specialties" + WORDS,
    "case": "case_number",
}
# Closed lists that a reader can name in the question.
HAS: Final = {
    "outcome": "outcome",
    "reason": "reasons",
    "region": "body_regions",
    "drug": "drugs",
    "case": "case_number",
}
