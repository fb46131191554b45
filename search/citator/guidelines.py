"""The pages of guidelines, thin around one question to the engine each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from search.answering import unavailable
from search.citator.guidelines_list import Cited, cited_guidelines, holding, size, within
from search.citator.guidelines_names import canonical_key, full_name_of
from search.citator.guidelines_page import (
    CLAIMS,
    REVIEWER,
    GuidelinePage,
    wanted_of_list,
    wanted_of_page,
)
from search.citator.order import Order
from search.finding import find_statistics
from search.index.errors import EngineUnavailable
from search.query.facets.all_values import CONTAINS_LIMIT


@require_safe
def guidelines_page(request: HttpRequest) -> HttpResponse:
    """All guidelines that either side cites, or those below one of them, that hold some words."""
    contains = request.GET.get("contains", "").replace("\x00", "").strip()[:CONTAINS_LIMIT]
    order = Order.asked(request.GET.get("order"))
    key = _key(request.GET.get("within", ""))
    try:
        [statistics] = find_statistics(wanted_of_list())
    except EngineUnavailable:
        return unavailable(request)
    counted = cited_guidelines(statistics.breakdowns[REVIEWER], statistics.breakdowns[CLAIMS], order)
    listed = _within(counted, key) if key else counted
    held = holding(listed, contains) if contains else listed
    context = {
        "cited": held,
        "within": key and {"key": key, "name": full_name_of(key)},
        "contains": contains,
        "by_name": order is Order.NAME,
        "listed": size(held),
    }
    return render(request, "citator/guidelines.html", context)


def _key(typed: str) -> str | None:
    """The guideline of the address; None where it names none.

    Raises:
        Http404: there can be none of that name.
    """
    key = canonical_key(typed) if typed else None
    if typed and key is None:
        raise Http404
    return key


def _within(counted: tuple[Cited, ...], key: str) -> tuple[Cited, ...]:
    found = within(counted, key)
    if found is None:
        raise Http404
    return (found,)


@require_safe
def guideline_page(request: HttpRequest, key: str) -> HttpResponse:
    """A family, chapter or section of guidelines: how often cited, by whom, with which outcome, for what."""
    canonical = canonical_key(key)
    if canonical is None:
        raise Http404
    if canonical != key:
        return redirect("guideline", canonical)
    try:
        answers = find_statistics(*wanted_of_page(key))
    except EngineUnavailable:
        return unavailable(request)
    page = GuidelinePage.of(key, answers)
    if page is None:
        raise Http404
    return render(request, "citator/guideline.html", {"page": page})
