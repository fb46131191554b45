"""The JSON shapes of results; docs/api.md describes them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from search.query.result import FacetCounts, Hit, SearchResult


def result_shape(result: SearchResult, request: HttpRequest) -> dict[str, Any]:
    """A page of determinations with its facets and totals."""
    return {
        "total": {
            "determinations": result.determinations,
            "letters": result.letters,
            "unread_letters": result.unread,
        },
        "match": result.request.match,
        "page": result.request.page,
        "page_size": result.request.page_size,
        "pages": result.pages,
        "took_ms": result.took_ms,
        "results": [_hit(hit, request) for hit in result.hits],
        "facets": {counts.facet.name: _facet(counts) for counts in result.facets},
    }


def _hit(hit: Hit, request: HttpRequest) -> dict[str, Any]:
    letter_address = request.build_absolute_uri(reverse("letter", args=[hit.letter]))
    return {
        "reference": hit.reference,
        "letter": hit.letter,
        "number": hit.number or None,
        "items_in_letter": hit.items,
        "url": f"{letter_address}#{hit.number}" if hit.number else letter_address,
        "case_number": hit.case_number,
        "decided_on": hit.decided_on.isoformat() if hit.decided_on else None,
        "treatment": hit.treatment or None,
        "outcome": hit.outcome or None,
        "category": hit.category or None,
        "drugs": list(hit.drugs),
        "body_regions": list(hit.body_regions),
        "reasons": list(hit.reasons),
        "reviewer_specialties": list(hit.specialties),
        "reviewer_guideline_families": list(hit.guideline_families),
        "snippets_html": list(hit.snippets),
        "score": hit.score,
    }


def _facet(counts: FacetCounts) -> dict[str, Any]:
    return {
        "label": counts.facet.label,
        "values": [
            {"value": value.value, "label": value.label, "count": value.count, "chosen": value.is_chosen}
            for value in counts.values
        ],
    }
