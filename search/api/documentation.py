"""How operations are described in OpenAPI, and the page to try them."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema

from search.api.schemas import Problem, components
from search.web.problems import MEDIA_TYPE

DESCRIPTION: Final = (
    "Search over the decisions of California Independent Medical Review. A letter holds one or more"
    " determinations, each upheld (the denial stands) or overturned (the treatment is approved). All of that"
    " is public; what you keep yourself is answered to you alone, by an API token. Everything is asked with"
    " GET. Errors are problem details (RFC 9457)."
)
_RATE_HEADERS: Final = {
    "RateLimit-Policy": {"description": "q requests in w seconds", "schema": {"type": "string"}},
    "RateLimit": {"description": "r requests remain for t seconds", "schema": {"type": "string"}},
}
_RETRY: Final = {
    "Retry-After": {"description": "seconds to wait", "schema": {"type": "integer", "minimum": 1}}
}
_CHALLENGE: Final = {
    "WWW-Authenticate": {"description": "how to ask instead (RFC 6750)", "schema": {"type": "string"}}
}
# Of more values than this the page to try has a field to type in: long lists, each some times over, would be
# most of it.
_CHOICES: Final = 40
_ERRORS: Final = {
    400: "A parameter is wrong, unknown or given twice; `errors` tells which",
    401: "The token opens nothing, or there is none where one is needed",
    403: "The account may not keep anything",
    404: "There is no such thing, or no such page",
    410: "The letter was taken out of the portal",
    429: "Too many requests from this address, or with this account's tokens",
    503: "The search engine is away",
}


SECURITY_SCHEMES: Final = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "imr_…",
        "description": "a personal API token, made on the page of the account",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": settings.SESSION_COOKIE_NAME,
        "description": "a browser that is signed in",
    },
}


def described(
    parameters: Sequence[dict[str, Any]],
    *errors: int,
    is_conditional: bool = False,
) -> dict[str, Any]:
    """What OpenAPI is told of an operation beside its answer.

    Args:
        parameters: those of the address's query.
        errors: the statuses of its errors.
        is_conditional: whether it has an ETag.
    """
    responses: dict[int, dict[str, Any]] = {200: {"headers": dict(_RATE_HEADERS)}}
    if is_conditional:
        etag = {"description": "tag of this revision", "schema": {"type": "string"}}
        responses[200]["headers"]["ETag"] = etag
        responses[304] = {"description": "Not changed since the revision of If-None-Match"}
    # A token that opens nothing is refused everywhere.
    responses |= {status: _problem(status) for status in (HTTPStatus.UNAUTHORIZED, *errors)}
    return {"parameters": list(parameters), "responses": responses}


def _problem(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": _ERRORS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        answer["headers"] = dict(_RETRY)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["headers"] = dict(_CHALLENGE)
    return answer


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as the page's form asks for it."""

    name: str
    description: str
    is_required: bool
    choices: Sequence[str]
    minimum: int | None
    maximum: int | None
    max_length: int | None

    @classmethod
    def of(cls, parameter: dict[str, Any]) -> "Field":
        schema = parameter["schema"]
        value = schema.get("items", schema)
        choices = [choice for choice in value.get("enum", ()) if choice]
        return cls(
            name=parameter["name"],
            description=parameter.get("description", ""),
            is_required=parameter["required"],
            choices=choices if len(choices) <= _CHOICES else (),
            minimum=value.get("minimum"),
            maximum=value.get("maximum"),
            max_length=value.get("maxLength"),
        )


class DescribedAPI(NinjaAPI):
    """An API whose description holds the components that no operation's types name: ninja knows no others."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        schema["components"]["schemas"] |= components(Problem)
        schema["components"]["securitySchemes"] = SECURITY_SCHEMES
        return schema


class Documentation(DocsBase):
    """A page of plain forms: it needs no script, and nothing from another host."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        operations = [{"path": path, **methods["get"]} for path, methods in schema["paths"].items()]
        for operation in operations:
            if operation["operationId"] == request.GET.get("operation"):
                return HttpResponseRedirect(_address(operation, request.GET))
            operation["fields"] = [Field.of(parameter) for parameter in operation["parameters"]]
        return render(request, "search/api.html", {"operations": operations, "info": schema["info"]})


def _address(operation: dict[str, Any], filled: QueryDict) -> str:
    """The address that a form of the page asks for, without its empty fields."""
    path, query = operation["path"], QueryDict(mutable=True)
    for parameter in operation["parameters"]:
        name = parameter["name"]
        values = [value for value in filled.getlist(name) if value]
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(values[0] if values else "", safe=""))
        elif values:
            query.setlist(name, values)
    return f"{path}?{query.urlencode()}" if query else path
