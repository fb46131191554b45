"""What the search box offers while a reader types: treatments, drugs, guidelines, specialties, reasons.

A small index of its own holds one document a suggestion. It is built anew from the index of determinations
when that has changed (`building`), and asked at every pause in typing (`asking`).
"""

from search.suggesting.asking import LENGTH_LIMIT, LIMIT, suggest
from search.suggesting.suggestion import Kind, Suggestion

__all__ = ["LENGTH_LIMIT", "LIMIT", "Kind", "Suggestion", "suggest"]
