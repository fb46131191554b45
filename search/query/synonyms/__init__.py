"""Words that mean the same: brand and generic names, abbreviations, lay words; see `docs/synonyms.md`."""

from search.query.synonyms.concepts import ALTERNATIVES_LIMIT, Alternative, Concept, concepts

__all__ = ["ALTERNATIVES_LIMIT", "Alternative", "Concept", "concepts"]
