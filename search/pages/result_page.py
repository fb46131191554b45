"""What the result page shows, gathered from the result: no question goes to the engine here."""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse

from search.pages.filter_rail import chips, choices
from search.pages.histogram import months
from search.pages.navigation import (
    Address,
    Link,
    next_page,
    page_address,
    page_sizes,
    pages,
    previous_page,
    shows,
    sorts,
)
from search.pages.result_summary import Notices, ResultSummary
from search.pages.search_views import search_views
from search.query.request import WINDOW, Show, Sort
from search.query.result import SearchResult


def result_context(address: Address, result: SearchResult) -> dict[str, Any]:
    """The template's values for a page of results."""
    request = result.request
    in_force = chips(address, request.narrowing)
    orders = sorts(address, request)
    return {
        "result": result,
        "summary": ResultSummary.of(result),
        "notices": Notices.of(address, result),
        "is_start": request.question.is_empty and not in_force and not request.offset,
        "facets": [
            choices(address, counts, more_at=_facet_address(get_script_prefix(), counts.facet.name))
            for counts in result.facets
        ],
        "months": months(address, result.months),
        "chips": in_force,
        "sorts": orders,
        "shows": shows(address, request),
        "search_views": search_views(address, "search"),
        "exports": exports(address),
        "searched": result.correction.typed if result.correction and result.correction.is_searched else None,
        "unit": "letters" if request.show is Show.LETTERS else "decisions",
        **_list_context(address, result),
    }


def _list_context(address: Address, result: SearchResult) -> dict[str, Any]:
    request = result.request
    first = request.offset + 1
    is_by_match = request.sort is Sort.RELEVANCE
    return {
        "first_position": first,
        "nearest_from": _nearest_from(result) if is_by_match else None,
        "marks_near": not is_by_match,
        "pages": pages(address, result),
        "page_sizes": page_sizes(address, request),
        "first_page": page_address(address, 1),
        "previous_page": previous_page(address, request),
        "next_page": next_page(address, result),
        "place": f"{first:,} to {request.offset + len(result.hits):,} of {result.listed:,}",
        "ends_early": _ends_early(result),
    }


# A dozen addresses a page, which never change.
@lru_cache(maxsize=100)
def _facet_address(prefix: str, name: str) -> str:
    """The page of one facet below the portal's prefix."""
    return reverse("facet", args=[name])


def exports(address: Address) -> list[Link]:
    """The whole result as files."""
    return [
        Link("CSV", address.alone_at(reverse("export-csv"))),
        Link("JSON lines", address.alone_at(reverse("export-jsonl"))),
    ]


def _nearest_from(result: SearchResult) -> int | None:
    """The place on the page where decisions with all the words end and nearest ones begin."""
    are_full = [hit.is_full_match for hit in result.hits]
    if not all(are_full) and are_full[0]:
        return are_full.index(False)
    return None


def _ends_early(result: SearchResult) -> str:
    """Why the list has no further page though it holds more: the engine goes on among letters no further."""
    at_end = result.request.offset + len(result.hits) >= WINDOW
    if result.request.show is Show.LETTERS and at_end and result.listed > WINDOW:
        return (
            f"Of a long result the first {WINDOW:,} letters can be opened:"
            " show decisions, or add a filter, to go on."
        )
    return ""
