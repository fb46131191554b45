"""The way to log-in and back, for who is not signed in any more: for pages, forms and scripts."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

_READS = frozenset({"GET", "HEAD"})
_OF_ACCOUNTS = "/account/"


def to_log_in(request: HttpRequest) -> HttpResponse:
    """Lead to log-in and back: what was sent by a form leads back to the page with the form."""
    return redirect_to_login(request.get_full_path() if request.method in _READS else _came_from(request))


def _came_from(request: HttpRequest) -> str:
    """The portal's own page with the form; the search where the browser does not tell."""
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}):
        return reverse("search")
    parts = urlsplit(told)
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def whole_pages_for_scripts(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: let a script that asked for a part of a page open the page of log-in that it is led to.

    It would follow by itself, and put that page where the part was to stand.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        address = response.headers.get("Location", "")
        if "HX-Request" not in request.headers or not urlsplit(address).path.startswith(_OF_ACCOUNTS):
            return response
        del response.headers["Location"]
        response.headers["HX-Redirect"], response.status_code = address, HTTPStatus.OK
        return response

    return respond
