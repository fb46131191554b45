"""From a checked request to its result: the one path of pages, API and whatever comes later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.index.engine import search, search_many, timeout_ms
from search.index.readiness import require_index_of_this_code
from search.query.builder import build
from search.query.correcting import Corrected, corrected, doubtful, spelling_body
from search.query.facets import FACETS_BY_NAME, FacetCounts
from search.query.facets.all_values import all_values_body, read_all_values
from search.query.request import WINDOW, Match, SearchRequest
from search.query.result import Correction, SearchResult, read_result
from search.query.statistics import Dimension, Statistics, read_statistics, statistics_body
from search.query.syntax import as_typed
from search.query.tree import Question
from search.query.understanding import understand

# What a reader is told to wait while the engine is away.
RETRY_SECONDS = 10
# Where fewer decisions than this hold all the words, other spellings are looked for, and the nearest are
# shown below them.
FEW = 10


class NoSuchPage(Exception):
    """The page lies behind the last one that can be opened."""


def find(request: SearchRequest) -> SearchResult:
    """Run a search; where few decisions hold all the words, mend their spelling and add the nearest.

    One request to the engine where enough hold all the words, up to three more where not.

    Raises:
        NoSuchPage: the page lies behind the last one.
        EngineUnavailable: the engine is away, answers for a part only, or its index is of another version.
        EngineRefused: the engine does not take the request, a fault of ours.
    """
    if not request.after and request.offset >= WINDOW:
        raise NoSuchPage
    require_index_of_this_code()
    result = _chosen_match(request)
    if not result.hits and (request.after or request.page > 1):
        raise NoSuchPage
    return result


def find_facet(request: SearchRequest, name: str, contains: str = "", size: int = 500) -> FacetCounts:
    """All values of a facet under a search, or those with the typed words, most frequent ones first.

    It counts what `find` counts: the same spelling, and the nearest decisions where those are shown.

    Raises:
        KeyError: there is no such facet.
        EngineUnavailable: the engine is away, or answers for a part only.
    """
    facet = FACETS_BY_NAME[name]
    require_index_of_this_code()
    if not request.question.is_empty:
        request = _chosen_match(replace(request, page=1, page_size=1, after=None)).request
    answer = search(all_values_body(request, facet, timeout_ms()))
    return read_all_values(request, facet, answer, contains, size)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Statistics to be found of a request, taken as it stands with its outcome filter.

    With `hits`, so many of its first decisions come along, with their passages unless `is_marked` is False.
    """

    request: SearchRequest
    dimensions: Sequence[Dimension] = ()
    hits: int = 0
    is_marked: bool = True


def find_statistics(*wanted: Wanted) -> list[Statistics]:
    """Statistics of some requests, in their order: each counts what `find` lists of the same request.

    One request to the engine for all of them, and a few more for a question that few decisions hold.

    Raises:
        EngineUnavailable: the engine is away, answers for a part only, or its index is of another version.
        EngineRefused: the engine does not take a request, a fault of ours.
    """
    require_index_of_this_code()
    found = _statistics([replace(one, request=_by_default(one.request)) for one in wanted])
    pairs = list(zip(wanted, found, strict=True))
    common = {_words(one.request) for one, statistics in pairs if statistics.total >= FEW}
    rare = {_words(one.request) for one in wanted if not one.request.question.is_empty} - common
    taken = {words: _chosen_match(_alone(*words)) for words in rare}
    return [_as_taken(one, statistics, taken.get(_words(one.request))) for one, statistics in pairs]


_Words = tuple[Question, bool, Match | None]


def _words(request: SearchRequest) -> _Words:
    """What tells how a question's words are taken: that depends on no filter."""
    return request.question, request.literal, request.match


def _alone(question: Question, literal: bool, match: Match | None) -> SearchRequest:
    return SearchRequest(question=question, literal=literal, match=match, page_size=1)


def _as_taken(wanted: Wanted, statistics: Statistics, taken: SearchResult | None) -> Statistics:
    """The same, or of the words as the result page takes them where few decisions hold them."""
    if taken is None:
        return statistics
    question, match = taken.request.question, taken.request.match
    if (question, match) != (statistics.request.question, statistics.request.match):
        request = replace(wanted.request, question=question, match=match)
        statistics = _statistics([replace(wanted, request=request)])[0]
    return replace(statistics, full=taken.full, correction=taken.correction)


def _statistics(wanted: Sequence[Wanted]) -> list[Statistics]:
    bodies = [
        statistics_body(
            one.request,
            one.dimensions,
            timeout_ms(),
            hits=one.hits,
            is_marked=one.is_marked,
        )
        for one in wanted
    ]
    return [
        read_statistics(one.request, one.dimensions, answer)
        for one, answer in zip(wanted, search_many(bodies), strict=True)
    ]


def _by_default(request: SearchRequest) -> SearchRequest:
    return _with_match(replace(request, match=request.match or Match.ALL))


def _with_match(request: SearchRequest) -> SearchRequest:
    """Most of one word is all of it."""
    if len(understand(request.question, request.literal).telling) < 2:
        return replace(request, match=Match.ALL)
    return request


def _chosen_match(request: SearchRequest) -> SearchResult:
    result = _ask(replace(request, match=request.match or Match.ALL))
    if result.asked >= FEW or request.question.is_empty or request.literal:
        return _with_nearest(request, result)
    mended = _other_spelling(request.question)
    if mended is None:
        return _with_nearest(request, result)
    correction = Correction(as_typed(mended.question), as_typed(request.question), mended.is_sure)
    if mended.is_sure:
        request = replace(request, question=mended.question)
        result = _ask(replace(request, match=request.match or Match.ALL))
    return replace(_with_nearest(request, result), correction=correction)


def _with_nearest(request: SearchRequest, result: SearchResult) -> SearchResult:
    """The same, or where few decisions hold all the words, these with the nearest below them."""
    telling = understand(request.question, request.literal).telling
    if request.match or result.asked >= FEW or len(telling) < 2:
        return result
    return replace(_ask(replace(request, match=Match.MOST)), full=result.asked)


def _other_spelling(question: Question) -> Corrected | None:
    words = doubtful(question)
    if not words:
        return None
    return corrected(question, words, search(spelling_body(words, timeout_ms())))


def _ask(request: SearchRequest) -> SearchResult:
    request = _with_match(request)
    # The first page counts every decision there is, is asked for most, and is the same for everybody.
    is_kept = request.question.is_empty and not request.narrowing
    return read_result(request, search(build(request, timeout_ms()), is_kept=is_kept))
