"""`GET /suggest?q=…`: what the search box offers, as JSON for its script."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from search.index.errors import EngineUnavailable
from search.suggesting.asking import TooLong, suggest
from search.suggesting.suggestion import Suggestion
from search.web.problems import problem

_KEPT_SECONDS = 60
RETRY_SECONDS = 10


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Suggestions for what was typed; errors are problem details (RFC 9457)."""
    try:
        found = suggest(request.GET.get("q", ""))
    except TooLong as error:
        return problem(HTTPStatus.BAD_REQUEST, str(error))
    except EngineUnavailable:
        response = problem(HTTPStatus.SERVICE_UNAVAILABLE, "There are no suggestions at the moment.")
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    response = JsonResponse({"suggestions": [_shape(suggestion) for suggestion in found]})
    patch_cache_control(response, public=True, max_age=_KEPT_SECONDS)
    return response


def _shape(suggestion: Suggestion) -> dict[str, str | int]:
    return {
        "text": suggestion.text,
        "kind": suggestion.kind,
        "kind_label": suggestion.kind_label,
        "count": suggestion.count,
        "address": suggestion.address,
    }
