"""A search as the rest of the portal speaks of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from search.query.cursor import Cursor
from search.query.tree import Question

# The engine reads no further than this into a result by page number; beyond it a cursor leads on.
WINDOW = 10_000
PAGE_SIZE = 10
PAGE_SIZES = (10, 25, 50)
PAGE_SIZE_LIMIT = 100


class Match(StrEnum):
    """How many of the question's words a decision must hold.

    `most` holds those with all words too, above the others.
    """

    ALL = "all"
    MOST = "most"


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Show(StrEnum):
    """What a result lists: every determination, or each letter once, with its best determination."""

    DETERMINATIONS = "decisions"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class DateRange:
    """From `first` to `last`, both included; None where that side is open."""

    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filters: for each facet the values chosen (OR) and those left out, and when it was decided."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unwanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decided: DateRange = DateRange()

    def __bool__(self) -> bool:
        return bool(self.chosen or self.unwanted or self.decided)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked for: the question, the filters, order, page (from 1) or the place after which to go on.

    `match` None lets the portal choose: all words, or most of them where few decisions hold all.
    `literal` asks for the words as typed, without synonyms and corrections.
    """

    question: Question = field(default_factory=Question)
    narrowing: Narrowing = field(default_factory=Narrowing)
    sort: Sort = Sort.RELEVANCE
    show: Show = Show.DETERMINATIONS
    match: Match | None = None
    literal: bool = False
    page: int = 1
    page_size: int = PAGE_SIZE
    after: Cursor | None = None

    @property
    def offset(self) -> int:
        """How many results lie before the first of this page."""
        return self.after.position if self.after else (self.page - 1) * self.page_size
