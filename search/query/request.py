"""A search as the rest of the portal speaks of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from search.query.syntax import Question

# The engine reads no further than this into a result; a reader who pages there wants to narrow it.
WINDOW = 10_000
PAGE_SIZE = 10
PAGE_SIZE_LIMIT = 100


class Match(StrEnum):
    """How many of the question's words a decision must hold."""

    ALL = "all"
    MOST = "most"


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked for: the question, the chosen values of each facet, order and page (from 1)."""

    question: Question = field(default_factory=Question)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    match: Match = Match.ALL
    page: int = 1
    page_size: int = PAGE_SIZE

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size
