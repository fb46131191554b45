"""The screen for direct identifiers in redacted letters, with the place of each, for a person to judge."""

from search.letters.identifiers.identifier import KINDS, Identifier
from search.letters.identifiers.screen import find_identifiers

__all__ = ["KINDS", "Identifier", "find_identifiers"]
