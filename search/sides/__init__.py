"""Upheld beside overturned: what reviewers argue and cite on each side of a question."""
