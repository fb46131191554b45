"""From a search request to the engine's request body."""

from search.query.builder.body import build, matching_clause, query_for, sort_of
from search.query.builder.highlight import MARK_END, MARK_START

__all__ = ["MARK_END", "MARK_START", "build", "matching_clause", "query_for", "sort_of"]
