"""The reasons a reviewer gives for a decision, from the mended text of a rationale: the room's face."""

from search.letters.reasons.finding import REASONS, Reason, find_reasons, in_words

__all__ = ["REASONS", "Reason", "find_reasons", "in_words"]
