"""Errors for programs as problem details (RFC 9457)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

MEDIA_TYPE = "application/problem+json"
API_PATH = "/api/"

_DETAILS = {
    HTTPStatus.BAD_REQUEST: "The request cannot be understood.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address is only read: ask with GET.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The portal has made a mistake. It is in the log.",
}


def problem(status: int, detail: str, **more: Any) -> JsonResponse:
    """An error as problem details, without members that are None."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return JsonResponse(
        {name: value for name, value in body.items() if value is not None},
        status=status,
        content_type=MEDIA_TYPE,
    )


def is_for_programs(request: HttpRequest) -> bool:
    """Whether the client rather takes JSON than a page: by the address, or by what it accepts."""
    if request.path.startswith(API_PATH) or request.path.endswith(".jsonl"):
        return True
    preferred = request.get_preferred_type(["text/html", "application/json", MEDIA_TYPE])
    return preferred in {"application/json", MEDIA_TYPE}


def problem_details_for_programs(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: what goes wrong under /api/ is told as problem details, wherever it went wrong.

    HEAD is answered as GET: the web server leaves the body out.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(API_PATH):
            return get_response(request)
        method = request.method
        if method == "HEAD":
            request.method = "GET"
        response = get_response(request)
        request.method = method
        is_told = response.headers.get("Content-Type", "").startswith(MEDIA_TYPE)
        if response.status_code < HTTPStatus.BAD_REQUEST or is_told:
            return response
        return _told(response)

    return respond


def _told(response: HttpResponseBase) -> HttpResponse:
    status = HTTPStatus(response.status_code)
    told = problem(status, _DETAILS.get(status, f"{status.phrase}."))
    for name, value in response.headers.items():
        if name not in {"Content-Type", "Content-Length"}:
            told.headers[name] = value
    return told
