"""What the page of both sides shows, gathered from what was found: nothing is asked of the engine here."""

from dataclasses import replace
from typing import Any

from search.letters.facts import OVERTURNED, UPHELD
from search.pages.filter_rail import chips
from search.pages.navigation import Address
from search.pages.result_summary import Notices
from search.pages.search_views import search_views
from search.query.marking import Marker
from search.query.request import SearchRequest
from search.query.shares import OUTCOME, names_outcome
from search.sides.asking import BothSides
from search.sides.cited import CLAIMS, REVIEWERS, cited
from search.sides.columns import REASON, Column, columns
from search.sides.links import CountLinks


def sides_context(
    address: Address, decisions: Address, asked: SearchRequest, found: BothSides
) -> dict[str, Any]:
    """The template's values; `address` is the page's own, `decisions` the same search's list."""
    request = found.request
    links = CountLinks(decisions, asked.narrowing)
    shown = _columns(found, links)
    taken = _as_one(found)
    return {
        "views": search_views(address, "sides"),
        "chips": chips(address, request.narrowing),
        "leaves_out_outcome": _narrows_outcome(asked),
        "names_outcome": names_outcome(request.question),
        "result": taken,
        "notices": Notices.of(address, taken),
        "outcomes": found.outcomes,
        "share": None if names_outcome(request.question) else found.outcomes.share,
        "columns": shown,
        "tables": [cited(found.contrasts[one.name], one, links) for one in (REVIEWERS, CLAIMS)],
        "searched": taken.correction.typed if taken.correction and taken.correction.is_searched else None,
    }


def _columns(found: BothSides, links: CountLinks) -> list[Column]:
    """Both columns; where the question itself asks for an outcome, the one that it finds."""
    request = found.request
    sizes = {UPHELD: found.outcomes.upheld, OVERTURNED: found.outcomes.overturned}
    if names_outcome(request.question):
        sizes = {side: size for side, size in sizes.items() if size}
    marker = Marker(request.question, request.literal)
    return columns(found.contrasts[REASON.name], sizes, found.decisions, marker, links)


def _as_one(found: BothSides) -> Any:
    """How the words were taken is the same on both sides; counted is what both have together."""
    return replace(
        found.upheld,
        request=found.request,
        total=found.outcomes.decided,
        hits=[*found.upheld.hits, *found.overturned.hits],
        full=found.upheld.full if found.upheld.full is not None else found.overturned.full,
        correction=found.upheld.correction or found.overturned.correction,
    )


def _narrows_outcome(request: SearchRequest) -> bool:
    return OUTCOME in request.narrowing.chosen or OUTCOME in request.narrowing.unwanted
