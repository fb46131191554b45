"""The citation of one decision as a file: plain text, BibTeX, RIS."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from search.cases import references
from search.cases.references import Address, Reference
from search.models import Letter
from search.shown_letters import gone


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its type, and what writes a reference in it."""

    media_type: str
    write: Callable[[Reference, Address], str]


KINDS: Final = MappingProxyType(
    {
        "txt": Kind("text/plain; charset=utf-8", references.plain),
        "bib": Kind(references.BIBTEX_TYPE, references.bibtex),
        "ris": Kind(references.RIS_TYPE, references.ris),
    }
)


@require_safe
def citation_file(request: HttpRequest, reference: str, number: int, suffix: str) -> HttpResponse:
    """Of an item by its number; 0 stands for the letter as a whole. A withheld letter is cited by nobody."""
    if suffix not in KINDS:
        raise Http404
    letter = Letter.objects.public().filter(reference=reference).first()
    if letter is None:
        return gone(request, reference)
    cited = _cited(letter, number)
    text = KINDS[suffix].write(cited, request.build_absolute_uri)
    response = HttpResponse(text, content_type=KINDS[suffix].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{cited.key}.{suffix}"'
    return response


def _cited(letter: Letter, number: int) -> Reference:
    """What the number stands for in the letter.

    Raises:
        Http404: the letter has no such item.
    """
    if number == 0:
        return Reference(letter)
    determination = letter.determinations.select_related("letter").filter(number=number).first()
    if determination is None:
        raise Http404
    return Reference(letter, determination)
