"""What goes wrong in an operation, as problem details."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI

from search.finding import RETRY_SECONDS, NoSuchPage
from search.index.errors import EngineUnavailable
from search.ingest.removal import LetterGone
from search.suggesting.asking import TooLong
from search.web.parameters import BadParameters
from search.web.problems import problem


def add_error_handlers(api: NinjaAPI) -> None:
    """What is not here is a fault of ours: Django logs it, and the middleware tells of it."""
    for error in (BadParameters, TooLong, NoSuchPage, Http404, LetterGone, EngineUnavailable):
        api.add_exception_handler(error, _told)


def _told(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    match error:
        case BadParameters():
            return problem(HTTPStatus.BAD_REQUEST, error.detail, errors=error.errors, mended=error.mended)
        case TooLong():
            errors = {"q": [{"message": str(error), "code": "max_length"}]}
            return problem(HTTPStatus.BAD_REQUEST, "A parameter is wrong.", errors=errors)
        case LetterGone():
            return problem(HTTPStatus.GONE, str(error))
        case NoSuchPage():
            return problem(HTTPStatus.NOT_FOUND, "There is no such page: it lies behind the last one.")
        case EngineUnavailable():
            response = problem(
                HTTPStatus.SERVICE_UNAVAILABLE, f"{error} Try again in {RETRY_SECONDS} seconds."
            )
            response.headers["Retry-After"] = str(RETRY_SECONDS)
            return response
        case _:
            return problem(HTTPStatus.NOT_FOUND, "There is nothing of this name.")
