"""Decisions like one of a letter's: a page of its own, of which the letter's page takes the one section."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from search.finding import RETRY_SECONDS
from search.index.errors import EngineUnavailable
from search.models import Letter
from search.reading.similar import find_similar
from search.shown_letters import gone


@require_safe
def similar_page(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Similar decisions with the rate among them; 503 with the same section where the engine is away.

    Withheld letters have none, for staff either: what is like a letter tells of it.
    """
    letter = Letter.objects.public().filter(reference=reference).first()
    if letter is None:
        return gone(request, reference)
    determination = get_object_or_404(letter.determinations.select_related("letter"), number=number)
    context = {"letter": letter, "determination": determination, "number": number}
    try:
        context["similar"] = find_similar(determination)
    except EngineUnavailable:
        response = render(request, "reading/similar.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    return render(request, "reading/similar.html", context)
