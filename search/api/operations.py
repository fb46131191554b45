"""The API's operations: the same form, request and result as the pages."""

from dataclasses import replace
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.views.decorators.http import condition
from ninja import Path
from ninja.decorators import decorate_view
from pydantic import WithJsonSchema

from search.api import own, own_schemas, schemas
from search.api.documentation import DESCRIPTION, DescribedAPI, Documentation, described
from search.api.errors import add_error_handlers
from search.api.letters import letter_tag, public_letter
from search.api.parameters import query_parameter, search_parameters
from search.api.shapes import facet_shape, result_shape
from search.api.statistics import breakdown_shape, statistics_shape
from search.finding import Wanted, find, find_facet, find_statistics
from search.query.facets import FACETS_BY_NAME
from search.query.facets.all_values import CONTAINS_LIMIT
from search.query.request import Show
from search.query.statistics import DIMENSIONS_BY_NAME, without_outcome
from search.suggesting import LENGTH_LIMIT, Suggestion, suggest
from search.web.parameters import BadParameters, request_of
from search.web.rate_limits import rate_limited

api = DescribedAPI(
    title="imrportal",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs=Documentation(),
    openapi_extra={
        # With or without a token, where an operation says nothing else.
        "security": [{}, {"token": []}],
    },
)
add_error_handlers(api)
_search = search_parameters()
_FACET_NAME = {"type": "string", "enum": sorted(FACETS_BY_NAME), "description": "the facet's name"}
_DIMENSION = {"type": "string", "enum": list(DIMENSIONS_BY_NAME), "description": "what the rows are"}
FacetName = Path[Annotated[str, WithJsonSchema(_FACET_NAME)]]
DimensionName = Path[Annotated[str, WithJsonSchema(_DIMENSION)]]


@api.get(
    "/determinations",
    response=schemas.Result,
    operation_id="determinations",
    summary="Search determinations",
    openapi_extra=described(_search, 400, 404, 429, 503),
)
@decorate_view(rate_limited("api"))
def determinations(request: HttpRequest) -> schemas.Result:
    """A page of a result with its totals and facets, as the search page shows it.

    Follow `next` to the end of any result; `page` reaches its first 10,000.
    """
    return result_shape(find(request_of(request.GET)), request)


@api.get(
    "/facets/{name}",
    response=schemas.Facet,
    operation_id="facet",
    summary="All values of a facet",
    openapi_extra=described(
        [
            *_search,
            query_parameter("contains", "only values with these letters in them", maxLength=CONTAINS_LIMIT),
        ],
        *(400, 404, 429, 503),
    ),
)
@decorate_view(rate_limited("api"))
def facet(request: HttpRequest, name: FacetName) -> schemas.Facet:
    """The values of one facet under a search, the most frequent first, with their counts.

    The facet's own filter is left out of its counts. `sort`, `page`, `page_size` and `after` change nothing.
    """
    if name not in FACETS_BY_NAME:
        raise Http404
    contains = request.GET.get("contains", "")
    if len(contains) > CONTAINS_LIMIT:
        message = f"Give at most {CONTAINS_LIMIT} characters."
        errors = {"contains": [{"message": message, "code": "max_length"}]}
        raise BadParameters("A parameter is wrong.", errors)
    return facet_shape(find_facet(request_of(request.GET, "contains"), name, contains))


@api.get(
    "/statistics",
    response=schemas.Statistics,
    operation_id="statistics",
    summary="How often denials are overturned",
    openapi_extra=described(_search, 400, 429, 503),
)
@decorate_view(rate_limited("api"))
def statistics(request: HttpRequest) -> schemas.Statistics:
    """Counts of a search's result and the share of denials overturned, the outcome filter left out.

    `sort`, `show`, `page`, `page_size` and `after` change nothing.
    """
    asked = replace(without_outcome(request_of(request.GET)), show=Show.DETERMINATIONS, page_size=1)
    result = find(asked)
    return statistics_shape(result)


@api.get(
    "/statistics/{by}",
    response=schemas.Breakdown,
    operation_id="breakdown",
    summary="How often denials are overturned, by what is known of the decisions",
    openapi_extra=described(_search, 400, 404, 429, 503),
)
@decorate_view(rate_limited("api"))
def breakdown(request: HttpRequest, by: DimensionName) -> schemas.Breakdown:
    """A search's decisions by the values of one dimension, each with its outcomes and share.

    The outcome filter is left out. `sort`, `show`, `page`, `page_size` and `after` change nothing.
    """
    dimension = DIMENSIONS_BY_NAME.get(by)
    if dimension is None:
        raise Http404
    asked = without_outcome(request_of(request.GET))
    (found,) = find_statistics(Wanted(asked, [dimension]))
    return breakdown_shape(found, found.breakdowns[by])


@api.get(
    "/letters/{reference:reference}",
    response=schemas.Letter,
    operation_id="letter",
    summary="A letter with all its facts",
    openapi_extra=described([], 404, 410, 429, is_conditional=True),
)
@decorate_view(condition(etag_func=letter_tag), rate_limited("api"))
def letter(request: HttpRequest, reference: str) -> schemas.Letter:
    """A public letter and its determinations. It has an `ETag`: send it back as `If-None-Match`."""
    return public_letter(request, reference)


@api.get(
    "/suggestions",
    response=schemas.Suggestions,
    operation_id="suggestions",
    summary="What may be meant by words being typed",
    openapi_extra=described(
        [query_parameter("q", "what is typed so far", maxLength=LENGTH_LIMIT)], 400, 429, 503
    ),
)
@decorate_view(rate_limited("suggestions"))
def suggestions(request: HttpRequest) -> schemas.Suggestions:
    """Treatments, drugs, guidelines, specialties, reasons and cases, likeliest first."""
    found = suggest(request.GET.get("q", ""))
    return schemas.Suggestions(suggestions=[_suggestion(one, request) for one in found])


def _suggestion(suggestion: Suggestion, request: HttpRequest) -> schemas.Suggestion:
    members: dict[str, Any] = {
        "text": suggestion.text,
        "kind": suggestion.kind.value,
        "kind_label": suggestion.kind_label,
        "count": suggestion.count,
    }
    return schemas.Suggestion(url=request.build_absolute_uri(suggestion.address), **members)


@api.get(
    "/saved-searches",
    response=own_schemas.SavedSearches,
    operation_id="saved_searches",
    summary="Your saved searches",
    openapi_extra=described(own.PAGE_PARAMETERS, 400, 403, 404, 429) | own.SECURITY,
)
@decorate_view(own.owner_only, rate_limited("api"))
def saved_searches(request: HttpRequest) -> own_schemas.SavedSearches:
    """The searches that the token's owner has saved, in their order."""
    return own.saved_searches(request)


@api.get(
    "/saved-searches/{int:id}",
    response=own_schemas.SavedSearch,
    operation_id="saved_search",
    summary="One of your saved searches",
    openapi_extra=described([], 403, 404, 429) | own.SECURITY,
)
@decorate_view(own.owner_only, rate_limited("api"))
def saved_search(request: HttpRequest, id: int) -> own_schemas.SavedSearch:  # noqa: A002  the address's name
    """A saved search by its `id`; another's is not found."""
    return own.saved_search(request, id)


@api.get(
    "/case-list",
    response=own_schemas.CaseList,
    operation_id="case_list",
    summary="Your case list",
    openapi_extra=described(own.PAGE_PARAMETERS, 400, 403, 404, 429) | own.SECURITY,
)
@decorate_view(own.owner_only, rate_limited("api"))
def case_list(request: HttpRequest) -> own_schemas.CaseList:
    """The decisions that the token's owner keeps, as they stand now.

    What is not public any more stays in the list without its words, `available` false.
    """
    return own.case_list(request)
