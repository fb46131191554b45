"""From an address that asks for a search to its answer: the one way of every page about a search."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from search.finding import RETRY_SECONDS, NoSuchPage
from search.forms import SearchForm
from search.index.errors import EngineUnavailable
from search.pages.navigation import Address, page_address
from search.saved.beside_results import COMPANIONS, opened_saved
from search.web.parameters import BadParameters
from search.web.problems import is_for_programs, problem

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


def file_refused(request: HttpRequest, bad: BadParameters, back: str) -> HttpResponseBase:
    """400 where a file is asked for by wrong parameters: a page that leads `back`, for programs a problem."""
    if is_for_programs(request):
        return problem(HTTPStatus.BAD_REQUEST, bad.detail, errors=bad.errors, mended=bad.mended)
    context = {"detail": bad.detail, "errors": bad.errors, "address": back}
    return render(request, "search/export_mistake.html", context, status=HTTPStatus.BAD_REQUEST)


def file_unavailable(request: HttpRequest, error: EngineUnavailable) -> HttpResponseBase:
    """503 where a file cannot be made without the engine: the page of it, for programs a problem."""
    if not is_for_programs(request):
        return unavailable(request, {"address": f"?{request.GET.urlencode()}"})
    answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, f"{error} Try again in {RETRY_SECONDS} seconds.")
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer
