"""What the head of a result says: how much was found, how often overturned, and how the words were taken."""

from dataclasses import dataclass

from search.finding import FEW
from search.pages.navigation import Address
from search.query.request import Match, SearchRequest, Show
from search.query.result import SearchResult
from search.query.shares import OUTCOME, OutcomeCounts, Share, names_outcome, names_reason
from search.query.statistics import Statistics
from search.query.understanding import understand


@dataclass(frozen=True, slots=True)
class ResultSummary:
    """Counts of a whole result, not of its page.

    `outcomes` are of the decisions found, in letters too, whatever the outcome chosen:
    `is_before_outcome_choice` tells that the reader has narrowed what is listed by outcome. Where the
    question itself asks for an outcome (`names_outcome`) a rate would say nothing, and where it asks for a
    reason (`names_reason`) little: most reasons argue for one side. `has_near` tells that some of the
    decisions hold only most of the words.
    """

    decisions: int
    letters: int
    unread_letters: int
    outcomes: OutcomeCounts
    is_before_outcome_choice: bool = False
    names_outcome: bool = False
    names_reason: bool = False
    has_near: bool = False
    shows_letters: bool = False

    @classmethod
    def of(cls, result: SearchResult) -> "ResultSummary":
        return cls(
            decisions=result.determinations,
            # An unread letter is one hit of its own; the engine's count of letters includes it.
            letters=max(0, result.letters - result.unread),
            unread_letters=result.unread,
            outcomes=result.outcomes,
            is_before_outcome_choice=result.counts_of(OUTCOME).has_choice,
            names_outcome=names_outcome(result.request.question),
            names_reason=_names_reason(result.request),
            has_near=result.is_nearest,
            shows_letters=result.request.show is Show.LETTERS,
        )

    @property
    def share(self) -> Share | None:
        """The share of denials overturned; None of too few, and where the question asks for an outcome."""
        return None if self.names_outcome else self.outcomes.share

    @property
    def listed(self) -> str:
        """How much the list holds, in its own unit: `1,284 decisions`, or `1,131 letters`."""
        return _letters(self.letters) if self.shows_letters else _decisions(self.decisions)

    @property
    def held_by(self) -> str:
        """The same in the other unit: `in 1,131 letters`, or `with 1,284 decisions`."""
        if self.shows_letters:
            return f"with {_decisions(self.decisions)}"
        return f"in {_letters(self.letters)}"

    @property
    def unread(self) -> str:
        return _letters(self.unread_letters)


def _names_reason(request: SearchRequest) -> bool:
    narrowing = request.narrowing
    is_filtered = bool(narrowing.chosen.get("reason") or narrowing.unwanted.get("reason"))
    return is_filtered or names_reason(request.question)


def _decisions(count: int) -> str:
    return f"{count:,} decision{'' if count == 1 else 's'}"


def _letters(count: int) -> str:
    return f"{count:,} letter{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Notices:
    """What the reader is told of how the words were taken, with the address of each other way to take them.

    An address is None where its way is not offered.
    """

    also_searched: list[tuple[str, str]]
    as_typed: str | None
    not_as_typed: str | None
    corrected: str | None
    nearest: str
    only_full: str | None
    with_nearest: str | None

    @property
    def is_any(self) -> bool:
        ways = (self.as_typed, self.not_as_typed, self.corrected, self.with_nearest)
        return bool(self.nearest or any(ways))

    @classmethod
    def of(cls, address: Address, result: SearchResult | Statistics) -> "Notices":
        request, correction = result.request, result.correction
        also = [(sought.typed, ", ".join(sought.others)) for sought in result.also_searched]
        asks_for_all = address.value("match") == Match.ALL
        return cls(
            also_searched=also,
            as_typed=address.replaced(literal="1")
            if also or (correction and correction.is_searched)
            else None,
            not_as_typed=address.replaced(literal=None) if request.literal else None,
            corrected=address.replaced(q=correction.typed) if correction else None,
            nearest=_nearest(result),
            only_full=address.replaced(match=Match.ALL) if result.is_nearest and result.full != 0 else None,
            with_nearest=address.replaced(match=Match.MOST)
            if asks_for_all and result.total < FEW and _may_match_nearly(request)
            else None,
        )


def _may_match_nearly(request: SearchRequest) -> bool:
    return len(understand(request.question, request.literal).telling) > 1


def _nearest(result: SearchResult | Statistics) -> str:
    """How many decisions hold all the words, where the result has others too."""
    if not result.is_nearest or not result.total:
        return ""
    if result.full is None:
        return "These hold all or most of the words."
    if result.full == 0:
        return "No decision holds all of these words; these hold most of them."
    holds = "decision holds" if result.full == 1 else "decisions hold"
    where = "Without the filters, " if result.request.narrowing else ""
    return f"{where}{result.full:,} {holds} all of these words; the others hold most of them."
