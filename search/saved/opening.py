"""Opening a saved search: what came since the last look, marked among its results, or alone."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from search.documents import document_id
from search.finding import RETRY_SECONDS
from search.index.engine import search, timeout_ms
from search.index.errors import EngineUnavailable
from search.models import SavedQuery
from search.news.matching import AT_MOST, FoundNews, matching
from search.news.positions import position_now
from search.people.access import ReaderRequest, reader_required
from search.query.builder import build
from search.query.request import Match, SearchRequest, Show
from search.query.result import Hit, read_result
from search.saved.beside_results import news_of
from search.saved.own import Asked, address_of, own_saved
from search.saved.since import Since, last_look

ON_A_PAGE = 25


@require_GET
@reader_required
def open_saved(request: ReaderRequest, pk: int) -> HttpResponse:
    """Lead to the result, which marks what came since the last look; from now on that is seen."""
    saved = own_saved(request, pk)
    since = last_look(saved)
    if not _is_only_fetched_ahead(request):
        SavedQuery.objects.filter(pk=saved.pk).update(
            looked_position=position_now(), looked_at=timezone.now()
        )
    return redirect(f"{address_of(saved)}&{urlencode(since.parameters)}")


def _is_only_fetched_ahead(request: HttpRequest) -> bool:
    """Whether the browser fetches the page in case that its owner should go there."""
    return "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))


@require_GET
@reader_required
def only_new(request: ReaderRequest, pk: int) -> HttpResponse:
    """What a saved search finds that came since some position, newest first."""
    saved = own_saved(request, pk)
    since = Since.of(request.GET) or last_look(saved)
    asked = Asked.by(saved)
    context: dict[str, Any] = {"saved": saved, "asked": asked, "since": since, "address": address_of(saved)}
    if asked.request is None:
        return render(request, "saved/new.html", context)
    try:
        found = matching(asked.request, since.position)
        page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
        hits = hits_of(asked.request, list(page))
    except EngineUnavailable:
        response = render(
            request, "search/unavailable.html", {"address": request.get_full_path()}, status=503
        )
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    context |= {
        "page": page,
        "total": len(found),
        "is_cut": len(found) >= AT_MOST,
        "result": {"hits": hits},
        "first_position": page.start_index(),
        "typed": asked.words.question,
        "news": news_of(hits, since),
        "query": urlencode(since.parameters),
    }
    return render(request, "saved/new.html", context)


def hits_of(request: SearchRequest, found: list[FoundNews]) -> list[Hit]:
    """These determinations as a result shows them, in this order; without those that left the index.

    Raises:
        EngineUnavailable: the engine is away, or answers for a part only.
    """
    if not found:
        return []
    asked = replace(
        request,
        match=request.match or Match.ALL,
        show=Show.DETERMINATIONS,
        page=1,
        page_size=len(found),
    )
    body = build(asked, timeout_ms())
    among = {"ids": {"values": [document_id(one.letter_id, one.number) for one in found]}}
    body["query"] = {"bool": {"must": [body["query"]], "filter": [among]}}
    hits = {(hit.letter, hit.number): hit for hit in read_result(asked, search(body)).hits}
    places = [(one.reference, one.number) for one in found]
    return [hits[place] for place in places if place in hits]
