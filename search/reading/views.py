"""The letter's page and its original: from the database alone, whether or not the engine is there."""

from typing import Final, TypeVar
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp, csp_update
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from search.ingest.originals import original_path
from search.models import Letter, Original
from search.query.marking import Marker
from search.query.syntax import QueryMistake, parse
from search.query.tree import Question
from search.reading.letter_page import LetterPage
from search.shown_letters import gone, letters_for
from search.traces.acts import Act
from search.traces.recording import record

Given = TypeVar("Given", bound=HttpResponseBase)
_ORIGINAL: Final = "original"


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def letter_page(request: HttpRequest, reference: str) -> HttpResponse:
    """A letter with its facts and determinations; `beside=original` shows its original at its side."""
    letters = letters_for(request)
    letter = letters.filter(reference=reference).first()
    if letter is None:
        # Case numbers are written in capitals. Any other way of comparing would walk the table.
        named_alike = letters.filter(reference=reference.upper()).first()
        if named_alike is None:
            return gone(request, reference)
        return redirect(named_alike)
    typed = request.GET.get("q", "")
    page = LetterPage.of(letter, Marker(_question(typed)))
    context = {
        "page": page,
        "letter": letter,
        "typed": typed[:1000],
        "is_beside": page.original is not None and request.GET.get("beside") == _ORIGINAL,
        "here": _address(letter, typed),
        "beside": _address(letter, typed, beside=_ORIGINAL),
    }
    return _traced(request, letter, Act.READ_WITHHELD, render(request, "search/letter.html", context))


@require_safe
def original_file(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The file that the letter was read from; a letter that was taken out has a page instead."""
    letter = letters_for(request).filter(reference=reference).first()
    if letter is None:
        return gone(request, reference)
    # django-csp's types know views without arguments alone.
    return _original_of(request, letter)  # type: ignore[call-arg]


@xframe_options_sameorigin
@csp({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def _original_of(request: HttpRequest, letter: Letter) -> HttpResponseBase:
    """Its type is ours and fixed, whatever its sender called it.

    The policy for pages would stop browsers' own PDF viewers, and its own letter's page shows it at the side.
    """
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


def _traced(request: HttpRequest, letter: Letter, act: Act, response: Given) -> Given:
    """The response; that of a withheld letter is recorded, and kept by no browser."""
    if not letter.is_public:
        record(request.user, act, letter)
        add_never_cache_headers(response)
    return response


def _address(letter: Letter, typed: str, **more: str) -> str:
    """The letter's page with the words to mark, and what else stands in its address."""
    parameters = {**({"q": typed} if typed else {}), **more}
    return f"{letter.get_absolute_url()}{'?' if parameters else ''}{urlencode(parameters)}"


def _question(typed: str) -> Question:
    """The words to mark; a question that cannot be asked marks nothing."""
    try:
        return parse(typed)
    except QueryMistake:
        return Question()
