"""What every page of saved searches needs: the owner's row, and what it says to a list."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from search.models import SavedQuery
from search.people.access import ReaderRequest
from search.query.request import SearchRequest
from search.saved.parameters import CannotAsk, bring_up, request_of_saved, typed_in
from search.saved.words import InWords, in_words


def own_saved(request: ReaderRequest, pk: int) -> SavedQuery:
    """The saved search of that number, for its owner alone.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    saved = SavedQuery.objects.filter(pk=pk, owner=request.user).select_related("owner").first()
    if saved is None:
        raise Http404
    return saved


@dataclass(frozen=True, slots=True)
class Asked:
    """What a saved search asks for: its request and words, or a sentence why it cannot be asked."""

    request: SearchRequest | None
    words: InWords
    fault: str = ""

    @classmethod
    def by(cls, saved: SavedQuery) -> "Asked":
        try:
            request = request_of_saved(saved)
        except CannotAsk as error:
            return cls(None, InWords(""), str(error))
        return cls(request, in_words(request, typed_in(saved.parameters)))


def address_of(saved: SavedQuery) -> str:
    """Where its result is, as a saved search that its owner may change there.

    Parameters that cannot be brought up lead to the page that says what is wrong with them.
    """
    return f"{result_address(saved)}&saved={saved.pk}"


def result_address(saved: SavedQuery) -> str:
    """Where its result is, for anybody."""
    try:
        parameters = bring_up(saved.parameters, saved.parameters_version)
    except CannotAsk:
        parameters = saved.parameters
    return f"{reverse('search')}?{parameters}"
