"""From an address that asks for a search to its answer: the one way of every page about a search."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from search.finding import RETRY_SECONDS, NoSuchPage
from search.forms import SearchForm
from search.index.errors import EngineUnavailable
from search.pages.navigation import Address, page_address
from search.saved.beside_results import COMPANIONS, opened_saved

Answer = Callable[[SearchForm, Address, dict[str, Any]], HttpResponse]


def answered(request: HttpRequest, path: str, answer: Answer) -> HttpResponse:
    """The answer to a checked search, or the page that says why there is none.

    Addresses of neighbouring states lead to `path`, or to the present page where it is empty.
    """
    form = SearchForm(request.GET)
    context: dict[str, Any] = {"form": form, "typed": request.GET.get("q", "")[:1000]}
    context["opened_saved"] = saved = opened_saved(request)
    address = Address(request.GET, form.fields, path, COMPANIONS if saved else ())
    if not form.is_valid():
        context["mended_address"] = address.replaced(q=form.mended) if form.mended else None
        return render(request, "search/mistake.html", context, status=400)
    context["address"] = address
    try:
        return answer(form, address, context)
    except NoSuchPage:
        context["first_page"] = page_address(address, 1)
        return render(request, "search/no_such_page.html", context, status=404)
    except EngineUnavailable:
        return unavailable(request, context)


def unavailable(request: HttpRequest, context: dict[str, Any] | None = None) -> HttpResponse:
    """503: the engine is away; letters can still be opened."""
    response = render(request, "search/unavailable.html", context, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
