"""The pages: search, facet and letter, thin around the form, the request and the result."""

from typing import Any, TypeVar

from csp.decorators import csp_exempt
from django.contrib.auth.models import User
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from search.answering import answered
from search.finding import find, find_facet
from search.forms import SearchForm
from search.ingest.originals import original_path
from search.models import Letter, Original
from search.pages.filter_rail import choices
from search.pages.navigation import Address
from search.pages.reading_page import LetterPage
from search.pages.result_page import result_context
from search.query.facets import FACETS_BY_NAME
from search.query.facets.all_values import CONTAINS_LIMIT
from search.query.marking import Marker
from search.query.result import SearchResult
from search.query.syntax import QueryMistake, parse
from search.query.tree import Question
from search.saved.beside_results import BesideResult
from search.saved.recent import ON_START, recent_of, remember
from search.shown_letters import gone, letters_for
from search.traces.acts import Act
from search.traces.recording import record


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The search and its result; with no question, all decisions, newest first.

    A case number alone leads to its letter.
    """

    def answer(form: SearchForm, address: Address, context: dict[str, Any]) -> HttpResponse:
        asked = form.to_request()
        case_number = asked.question.case_number
        if case_number and (letter := letters_for(request).filter(case_number=case_number).first()):
            return redirect(letter)
        result = find(asked)
        context |= result_context(address, result) | {"missing_case": case_number}
        context |= _beside(request, address, result, context)
        return render(request, "search/results.html", context)

    return answered(request, "", answer)


def _beside(
    request: HttpRequest, address: Address, result: SearchResult, context: dict[str, Any]
) -> dict[str, Any]:
    """What a signed-in reader has beside the result; their search is noted where its first page is shown."""
    beside = BesideResult.of(request, context["opened_saved"], address, result)
    if not isinstance(request.user, User):
        return {"beside": beside}
    if beside.parameters and not result.request.offset:
        remember(request.user, beside.parameters)
    return {"beside": beside, "recent": recent_of(request.user, ON_START) if context["is_start"] else []}


@require_safe
def facet_page(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet under the present search, those that hold some words."""
    if name not in FACETS_BY_NAME:
        raise Http404

    def answer(form: SearchForm, address: Address, context: dict[str, Any]) -> HttpResponse:
        contains = request.GET.get("contains", "").replace("\x00", "").strip()[:CONTAINS_LIMIT]
        counts = find_facet(form.to_request(), name, contains)
        context |= {
            "facet": choices(address, counts, is_open=bool(contains)),
            "values": len(counts.values),
            "contains": contains,
            "has_more": counts.has_more,
            "path": request.path,
        }
        return render(request, "search/facet.html", context)

    return answered(request, reverse("search"), answer)


@require_safe
def letter_page(request: HttpRequest, reference: str) -> HttpResponse:
    """A letter with its facts and determinations, from the database alone."""
    letters = letters_for(request)
    letter = letters.filter(reference=reference).first()
    if letter is None:
        named_alike = letters.filter(reference__iexact=reference).order_by("pk").first()
        if named_alike is None:
            return gone(request, reference)
        return redirect(named_alike)
    typed = request.GET.get("q", "")
    page = LetterPage.of(letter, Marker(_question(typed)))
    context = {"page": page, "letter": letter, "typed": typed[:1000]}
    return _traced(request, letter, Act.READ_WITHHELD, render(request, "search/letter.html", context))


Given = TypeVar("Given", bound=HttpResponseBase)


def _traced(request: HttpRequest, letter: Letter, act: Act, response: Given) -> Given:
    """The response; that of a withheld letter is recorded, and kept by no browser."""
    if not letter.is_public:
        record(request.user, act, letter)
        add_never_cache_headers(response)
    return response


def _question(typed: str) -> Question:
    """The words to mark; a question that cannot be asked marks nothing."""
    try:
        return parse(typed)
    except QueryMistake:
        return Question()


@require_safe
@csp_exempt()  # type: ignore[arg-type]
def original_file(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The file that the letter was read from. Its type is ours and fixed, whatever its sender called it.

    Exempt from the policy for pages, which would stop browsers' own PDF viewers.
    """
    letter = letters_for(request).filter(reference=reference).first()
    if letter is None:
        return gone(request, reference)
    original = get_object_or_404(Original, sha256=letter.original_sha256)
    try:
        file = original_path(original.sha256).open("rb")
    except FileNotFoundError:
        raise Http404("The original file is not kept here any more.") from None
    suffix, content_type = (
        ("pdf", "application/pdf") if original.kind == "pdf" else ("txt", "text/plain; charset=utf-8")
    )
    response = FileResponse(file, filename=f"{letter.reference}.{suffix}", content_type=content_type)
    return _traced(request, letter, Act.ORIGINAL_OF_WITHHELD, response)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For watchers: does the process answer, and the database?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
