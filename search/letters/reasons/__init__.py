"""The reasons a reviewer gives for a decision, from the mended text of a rationale: the room's face."""

from search.letters.reasons.finding import OTHER, REASONS, Reason, argues_for, find_reasons, in_words

__all__ = ["OTHER", "REASONS", "Reason", "argues_for", "find_reasons", "in_words"]
