"""`/export.csv` and `/export.jsonl`: the result of the same parameters as the page's, to take away."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from search.answering import file_refused, file_unavailable
from search.exporting.formats import Csv, Format, JsonLines
from search.exporting.streaming import Export
from search.finding import find
from search.index.errors import EngineUnavailable
from search.query.request import SearchRequest, Show
from search.query.result import SearchResult
from search.web.parameters import BadParameters, request_of
from search.web.problems import is_for_programs, problem
from search.web.rate_limits import rate_limited

_FORMATS: Final[dict[str, Format]] = {"csv": Csv(), "jsonl": JsonLines()}


@require_safe
@rate_limited("export")
def export(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Stream all of a result, whatever page of it the parameters name."""
    try:
        result = find(_whole(request_of(request.GET)))
        limit = _limit_for(request)
        if result.total > limit:
            return _too_large(request, result, limit)
        if request.method == "HEAD":
            return _as_file(HttpResponse(), _FORMATS[suffix])
        rows = Export(result.request, _FORMATS[suffix], _letter_url(request))
    except BadParameters as bad:
        return file_refused(request, bad, _search_address(request))
    except EngineUnavailable as error:
        return file_unavailable(request, error)
    return _as_file(StreamingHttpResponse(rows), _FORMATS[suffix])


def _whole(request: SearchRequest) -> SearchRequest:
    """Every determination of a result, from its first."""
    return replace(request, show=Show.DETERMINATIONS, page=1, page_size=1, after=None)


def _limit_for(request: HttpRequest) -> int:
    environment = settings.ENVIRONMENT
    return environment.export_limit_signed_in if request.user.is_authenticated else environment.export_limit


def _letter_url(request: HttpRequest) -> Any:
    return lambda reference: request.build_absolute_uri(reverse("letter", args=[reference]))


def _as_file(response: HttpResponseBase, form: Format) -> HttpResponseBase:
    name = f"imr-decisions-{timezone.localdate():%Y-%m-%d}.{form.suffix}"
    response.headers["Content-Type"] = form.media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _too_large(request: HttpRequest, result: SearchResult, limit: int) -> HttpResponseBase:
    may_sign_in = not request.user.is_authenticated and limit < settings.ENVIRONMENT.export_limit_signed_in
    context = {
        "total": result.total,
        "limit": limit,
        "limit_signed_in": settings.ENVIRONMENT.export_limit_signed_in if may_sign_in else None,
        "address": _search_address(request),
    }
    if not is_for_programs(request):
        return render(request, "search/export_too_large.html", context, status=HTTPStatus.FORBIDDEN)
    detail = (
        f"This result has {result.total:,} decisions, and an export holds at most {limit:,}."
        " Narrow it by words or filters, such as year=2016, and export the parts."
    )
    return problem(HTTPStatus.FORBIDDEN, detail, total=result.total, limit=limit)


def _search_address(request: HttpRequest) -> str:
    return f"{reverse('search')}?{request.GET.urlencode()}"
