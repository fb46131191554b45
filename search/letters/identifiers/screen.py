"""All finders over one letter, and their reports brought together."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from search.letters.extraction.text import LetterText
from search.letters.facts import Span
from search.letters.furniture import without_furniture
from search.letters.identifiers.addresses import find_addresses
from search.letters.identifiers.birth_dates import find_birth_dates
from search.letters.identifiers.emails import find_emails
from search.letters.identifiers.employers import find_employers
from search.letters.identifiers.identifier import Hit, Identifier
from search.letters.identifiers.labelled_names import find_labelled_names
from search.letters.identifiers.names_with_credentials import find_names_with_credentials
from search.letters.identifiers.phones import find_phones
from search.letters.identifiers.smooth_text import SmoothText
from search.letters.identifiers.social_security import find_social_security_numbers
from search.letters.identifiers.titled_names import find_titled_names

FINDERS: Final[tuple[Callable[[str], Iterator[Hit]], ...]] = (
    find_social_security_numbers,
    find_phones,
    find_emails,
    find_addresses,
    find_birth_dates,
    find_titled_names,
    find_names_with_credentials,
    find_labelled_names,
    find_employers,
)


def find_identifiers(text: LetterText) -> tuple[Identifier, ...]:
    """Direct identifiers in the order of their places, none overlapping another; spans in `text.full`.

    Takes any text, raises nothing, runs in time linear in its length. A value may be broken over a line or
    page end, with a page number between; its span covers both parts.
    """
    smooth = SmoothText(without_furniture(text).full)
    hits = (hit for find in FINDERS for hit in find(smooth.text))
    places = ((hit.kind, *smooth.source_range(hit.start, hit.end)) for hit in _without_overlaps(hits))
    return tuple(Identifier(kind, Span(text.page_of(start), start, end)) for kind, start, end in places)


def _without_overlaps(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of hits that share characters, the one that starts first, of these the longest."""
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            yield hit
            end = hit.end
