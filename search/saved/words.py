"""A search in words, for lists and names."""

from dataclasses import dataclass, field

from search.pages.filter_rail import filters_in_words
from search.pages.navigation import SHOW_LABELS, SORT_LABELS
from search.query.request import Match, SearchRequest, Show, Sort

NAME_LENGTH = 100
ALL_DECISIONS = "All decisions"
_MATCHES = {Match.ALL: "With all of the words", Match.MOST: "With most of the words"}


@dataclass(frozen=True, slots=True)
class InWords:
    """What was typed, the filters, and how the result is listed where that was chosen."""

    question: str
    filters: list[str] = field(default_factory=list)

    @property
    def is_everything(self) -> bool:
        return not self.question and not self.filters


def in_words(request: SearchRequest, typed: str) -> InWords:
    """A search as its page says it, with the question as it was typed."""
    filters = [f"{one.label}: {one.words}" for one in filters_in_words(request.narrowing)]
    return InWords(typed, [*filters, *_ways(request)])


def _ways(request: SearchRequest) -> list[str]:
    ways = []
    if request.literal:
        ways.append("Only what was typed")
    if request.match:
        ways.append(_MATCHES[request.match])
    if request.show is not Show.DETERMINATIONS:
        ways.append(f"Listed: {SHOW_LABELS[request.show]}")
    if request.sort is not Sort.RELEVANCE:
        ways.append(f"Order: {SORT_LABELS[request.sort]}")
    return ways


def name_of(request: SearchRequest, typed: str) -> str:
    """A name to begin with: "lumbar fusion · Denial overturned"."""
    parts = [typed] if typed else []
    # "Denial overturned: treatment approved" is known by its beginning.
    parts += [one.words.partition(": ")[0] for one in filters_in_words(request.narrowing)]
    name = " · ".join(parts) or ALL_DECISIONS
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1].rstrip()}…"
