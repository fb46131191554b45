"""The pages: search and facet, thin around the form, the request and the result."""

from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from search.answering import answered
from search.finding import find, find_facet
from search.forms import SearchForm
from search.pages.filter_rail import choices
from search.pages.navigation import Address
from search.pages.result_page import result_context
from search.query.facets import FACETS_BY_NAME
from search.query.facets.all_values import CONTAINS_LIMIT
from search.query.result import SearchResult
from search.saved.beside_results import BesideResult
from search.saved.recent import ON_START, recent_of, remember
from search.shown_letters import letters_for


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The search and its result; with no question, all decisions, newest first.

    A case number alone leads to its letter.
    """

    def answer(form: SearchForm, address: Address, context: dict[str, Any]) -> HttpResponse:
        asked = form.to_request()
        case_number = asked.question.case_number
        if case_number and (letter := letters_for(request).filter(case_number=case_number).first()):
            return redirect(letter)
        result = find(asked)
        context |= result_context(address, result) | {"missing_case": case_number}
        context |= _beside(request, address, result, context)
        return render(request, "search/results.html", context)

    return answered(request, "", answer)


def _beside(
    request: HttpRequest, address: Address, result: SearchResult, context: dict[str, Any]
) -> dict[str, Any]:
    """What a signed-in reader has beside the result; their search is noted where its first page is shown."""
    beside = BesideResult.of(request, context["opened_saved"], address, result)
    if not isinstance(request.user, User):
        return {"beside": beside}
    if beside.parameters and not result.request.offset:
        remember(request.user, beside.parameters)
    return {"beside": beside, "recent": recent_of(request.user, ON_START) if context["is_start"] else []}


@require_safe
def facet_page(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet under the present search, those that hold some words."""
    if name not in FACETS_BY_NAME:
        raise Http404

    def answer(form: SearchForm, address: Address, context: dict[str, Any]) -> HttpResponse:
        contains = request.GET.get("contains", "").replace("\x00", "").strip()[:CONTAINS_LIMIT]
        counts = find_facet(form.to_request(), name, contains)
        context |= {
            "facet": choices(address, counts, is_open=bool(contains)),
            "values": len(counts.values),
            "contains": contains,
            "has_more": counts.has_more,
            "path": request.path,
        }
        return render(request, "search/facet.html", context)

    return answered(request, reverse("search"), answer)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For watchers: does the process answer, and the database?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
