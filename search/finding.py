"""From a checked request to its result: the one path of pages, API and whatever comes later."""

from django.conf import settings

from search.index.engine import search
from search.query.builder import build
from search.query.request import WINDOW, SearchRequest
from search.query.result import SearchResult, read_result


class NoSuchPage(Exception):
    """The page lies behind the last one that can be opened."""


def find(request: SearchRequest) -> SearchResult:
    """Run a search.

    Raises:
        NoSuchPage: the page lies behind the last one.
        EngineUnavailable: the engine is away, or answers for a part only.
        EngineRefused: the engine does not take the request, a fault of ours.
    """
    if request.offset + request.page_size > WINDOW:
        raise NoSuchPage
    timeout_ms = int(settings.ENVIRONMENT.search_timeout * 1000 * 0.8)
    result = read_result(request, search(build(request, timeout_ms)))
    if request.page > result.pages:
        raise NoSuchPage
    return result
