"""Results as the API's typed answers."""

from django.http import HttpRequest
from django.urls import reverse

from search.api import schemas
from search.models.letters import Outcome
from search.query.cursor import Cursor
from search.query.facets import FacetCounts, FacetValue, Histogram
from search.query.request import Match
from search.query.result import Correction, Hit, OtherItem, SearchResult


def result_shape(result: SearchResult, request: HttpRequest) -> schemas.Result:
    """A page of results with its facets and totals."""
    asked = result.request
    return schemas.Result(
        total=schemas.Totals(
            determinations=result.determinations, letters=result.letters, unread_letters=result.unread
        ),
        match=asked.match or Match.ALL,
        full=result.full,
        also_searched=[
            schemas.AlsoSearched(typed=sought.typed, others=list(sought.others))
            for sought in result.also_searched
        ],
        did_you_mean=_did_you_mean(result.correction),
        show=asked.show,
        page=asked.offset // asked.page_size + 1,
        page_size=asked.page_size,
        pages=result.pages,
        after=str(result.next_cursor) if result.next_cursor else None,
        next=_next(result, request),
        took_ms=result.took_ms,
        results=[_hit(hit, request) for hit in result.hits],
        facets={counts.facet.name: facet_shape(counts) for counts in result.facets},
        decided=_months(result.months),
    )


def facet_shape(counts: FacetCounts) -> schemas.Facet:
    return schemas.Facet(
        name=counts.facet.name,
        label=counts.facet.label,
        unit=counts.unit,
        values=[_value(value) for value in counts.values],
        more=counts.has_more,
    )


def letter_url(reference: str, number: int, request: HttpRequest) -> str:
    """The address of a letter's page, at one of its determinations unless the number is 0."""
    address = request.build_absolute_uri(reverse("letter", args=[reference]))
    return f"{address}#{number}" if number else address


def _next(result: SearchResult, request: HttpRequest) -> str | None:
    """The next page's address: by cursor; by number where the engine knows no cursor, among letters."""
    parameters = request.GET.copy()
    cursor: Cursor | None = result.next_cursor
    number = result.request.page + 1
    if cursor:
        parameters.pop("page", None)
        parameters["after"] = str(cursor)
    elif not result.request.after and number <= result.pages:
        parameters["page"] = str(number)
    else:
        return None
    return f"{request.build_absolute_uri(request.path)}?{parameters.urlencode()}"


def _did_you_mean(correction: Correction | None) -> schemas.DidYouMean | None:
    if correction is None:
        return None
    return schemas.DidYouMean(
        q=correction.typed, instead_of=correction.instead_of, searched=correction.is_searched
    )


def _hit(hit: Hit, request: HttpRequest) -> schemas.FoundDetermination:
    return schemas.FoundDetermination(
        reference=hit.reference,
        letter=hit.letter,
        number=hit.number or None,
        items_in_letter=hit.items,
        url=letter_url(hit.letter, hit.number, request),
        case_number=hit.case_number,
        decided_on=hit.decided_on,
        treatment=hit.treatment or None,
        outcome=Outcome(hit.outcome) if hit.outcome else None,
        category=hit.category or None,
        drugs=list(hit.drugs),
        procedures=list(hit.procedures),
        body_regions=list(hit.body_regions),
        reasons=list(hit.reasons),
        reviewer_specialties=list(hit.specialties),
        reviewer_guideline_families=list(hit.guideline_families),
        snippets_html=list(hit.snippets),
        score=hit.score,
        full=hit.is_full_match,
        others=[_other(item) for item in hit.others],
    )


def _other(item: OtherItem) -> schemas.OtherDetermination:
    return schemas.OtherDetermination(
        reference=item.reference,
        number=item.number,
        treatment=item.treatment or None,
        outcome=Outcome(item.outcome) if item.outcome else None,
    )


def _value(value: FacetValue) -> schemas.FacetValueCount:
    return schemas.FacetValueCount(
        value=value.value,
        label=value.label,
        count=value.count,
        chosen=value.is_chosen,
        unwanted=value.is_unwanted,
        level=value.level,
        parent=value.parent,
    )


def _months(histogram: Histogram) -> schemas.Months:
    return schemas.Months(
        unit=histogram.unit,
        months=[
            schemas.MonthCount(month=one.month, count=one.count, chosen=one.is_chosen)
            for one in histogram.months
        ],
        undated=histogram.undated,
    )
