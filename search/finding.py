"""From a checked request to its result: the one path of pages, API and whatever comes later."""

from dataclasses import replace

from django.conf import settings

from search.index.engine import search
from search.query.builder import build
from search.query.request import WINDOW, Match, SearchRequest
from search.query.result import SearchResult, read_result
from search.query.understanding import understand

# What a reader is told to wait while the engine is away.
RETRY_SECONDS = 10
# Fewer decisions with all the words than this, and the nearest are shown below them.
FEW = 10


class NoSuchPage(Exception):
    """The page lies behind the last one that can be opened."""


def find(request: SearchRequest) -> SearchResult:
    """Run a search; where nothing holds all the words, look for what holds most of them.

    Raises:
        NoSuchPage: the page lies behind the last one.
        EngineUnavailable: the engine is away, or answers for a part only.
        EngineRefused: the engine does not take the request, a fault of ours.
    """
    if not request.after and request.offset + request.page_size > WINDOW:
        raise NoSuchPage
    result = _chosen_match(request)
    if not result.hits and (request.after or request.page > 1):
        raise NoSuchPage
    return result


def _chosen_match(request: SearchRequest) -> SearchResult:
    if request.match:
        return _ask(request)
    result = _ask(replace(request, match=Match.ALL))
    sought = understand(request.question, request.literal).sought
    if result.asked >= FEW or len(sought) < 2:
        return result
    nearest = _ask(replace(request, match=Match.MOST))
    return replace(nearest, full=result.asked)


def _ask(request: SearchRequest) -> SearchResult:
    # The engine gives up a little before the connection does, and says so.
    timeout_ms = int(settings.ENVIRONMENT.search_timeout * 1000 * 0.8)
    return read_result(request, search(build(request, timeout_ms)))
