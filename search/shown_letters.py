"""Which letters a reader may open, and the answer where one was taken out."""

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from search.ingest.removal import GONE, was_removed
from search.models import Letter


def letters_for(request: HttpRequest) -> QuerySet[Letter]:
    """The letters that the reader may open: those withheld are for staff alone."""
    if request.user.has_perm("search.view_letter"):
        return Letter.objects.all()
    return Letter.objects.public()


def gone(request: HttpRequest, reference: str) -> HttpResponse:
    """410 with a sentence where a letter was taken out.

    Raises:
        Http404: there was none that was shown.
    """
    if not was_removed(reference):
        raise Http404
    return render(request, "search/gone.html", {"sentence": GONE}, status=HTTPStatus.GONE)
