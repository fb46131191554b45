"""A whole result to take away: one row a determination with all its facts, as CSV or JSON lines."""
