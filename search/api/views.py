"""`GET /api/v1/determinations`: the same form, request and result as the page."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from search.api.shapes import result_shape
from search.finding import RETRY_SECONDS, NoSuchPage, find
from search.forms import SearchForm
from search.index.errors import EngineUnavailable


@require_safe
def determinations(request: HttpRequest) -> JsonResponse:
    """Search determinations; errors are problem details (RFC 9457)."""
    form = SearchForm(request.GET)
    if unknown := sorted(set(request.GET) - set(form.fields)):
        known = ", ".join(form.fields)
        return problem(400, f"There is no parameter {', '.join(unknown)}. There are: {known}.")
    if not form.is_valid():
        return problem(400, "A parameter is wrong.", errors=form.errors.get_json_data(), mended=form.mended)
    try:
        result = find(form.to_request())
    except NoSuchPage:
        return problem(404, "There is no such page: it lies behind the last one.")
    except EngineUnavailable as error:
        response = problem(503, f"{error} Try again in {RETRY_SECONDS} seconds.")
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    return JsonResponse(result_shape(result, request))


def problem(status: int, detail: str, **more: Any) -> JsonResponse:
    """An error as problem details, without members that are None."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return JsonResponse(
        {name: value for name, value in body.items() if value is not None},
        status=status,
        content_type="application/problem+json",
    )
