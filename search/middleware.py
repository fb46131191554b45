"""What every response carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def keep_out_of_web_searches(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Letters are public, but tell of people: no page of the portal is to stand in a web search."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return respond
