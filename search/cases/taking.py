"""A case list to take away: as a printed list of citations, and as files."""

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from search.cases.files import KINDS, Wanted
from search.cases.views import label_of, lines_wanted
from search.people.access import ReaderRequest, reader_required


@require_safe
@reader_required
def print_page(request: ReaderRequest) -> HttpResponseBase:
    """The citations, numbered, for paper; notes and passages where they are asked for."""
    kept = [(name, value) for name in ("chosen", "of_label") for value in request.GET.getlist(name)]
    context = {
        "lines": lines_wanted(request),
        "label": label_of(request.GET),
        "wanted": _wanted(request.GET),
        "kept": kept,
        "today": timezone.localdate(),
    }
    return render(request, "cases/print.html", context)


@require_safe
@reader_required
def file(request: ReaderRequest, suffix: str) -> HttpResponseBase:
    """The list as a file of a kind of `KINDS`."""
    if suffix not in KINDS:
        raise Http404
    kind = KINDS[suffix]
    text = kind.write(lines_wanted(request), _wanted(request.GET), request.build_absolute_uri)
    response = HttpResponse(text, content_type=kind.media_type)
    name = f"imr-case-list-{timezone.localdate():%Y-%m-%d}.{kind.suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _wanted(parameters: QueryDict) -> Wanted:
    return Wanted(notes="notes" in parameters, passages="passages" in parameters)
