"""The button of a decision in results and letters: on the owner's case list, and off it again."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from search.cases.forms import decision_of
from search.cases.keeping import ListFull, NothingToKeep, keep, kept_by, let_go
from search.cases.views import list_full, refused
from search.people.access import ReaderRequest, reader_required

# An address in the search box's reach; what is longer leads to the case list instead.
_NEXT_LENGTH: Final = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What a button must know of an entry: its number, and whether something was written about it."""

    pk: int
    has_words: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Which decisions of a page its reader keeps, by letter's reference and item's number."""

    entries: Mapping[tuple[str, int], Entry] = field(default_factory=dict)

    @classmethod
    def among(cls, user: User | AnonymousUser, references: Iterable[str]) -> "Kept | None":
        """One query for somebody who is signed in; None for strangers, who keep nothing."""
        if not isinstance(user, User):
            return None
        rows = kept_by(user).filter(reference__in=set(references))
        values = rows.values_list("reference", "number", "pk", "note", "label")
        return cls(
            {
                (reference, number): Entry(pk, bool(note or label))
                for reference, number, pk, note, label in values
            }
        )

    def __bool__(self) -> bool:
        return True

    def button(self, reference: str, number: int) -> dict[str, object]:
        """The values of the button's template."""
        decision = f"{reference}#{number}"
        return {
            "decision": decision,
            "id": button_id(reference, number),
            "entry": self.entries.get((reference, number)),
        }


def button_id(reference: str, number: int) -> str:
    """Where a page has the button of a decision."""
    return f"keep-{re.sub(r'[^A-Za-z0-9-]', '-', reference)}-{number}"


@require_POST
@reader_required
def keep_or_let_go(request: ReaderRequest) -> HttpResponseBase:
    """Keep a decision, or let it go, and come back to where the button is."""
    decision = decision_of(request.POST.get("keep") or request.POST.get("let_go") or "")
    if decision is None:
        return _nothing(request)
    try:
        if "keep" in request.POST:
            keep(request.user, *decision)
        else:
            let_go(request.user, *decision)
    except NothingToKeep:
        return _nothing(request)
    except ListFull:
        return list_full(request)
    if request.headers.get("HX-Request"):
        kept = Kept.among(request.user, [decision[0]])
        return render(request, "cases/parts/keep.html", kept.button(*decision) if kept else {})
    return redirect(_back(request.POST.get("next", ""), button_id(*decision)))


def _back(address: str, place: str) -> str:
    """The portal's own page that the reader came from, at the button; nobody is led to another host."""
    path = address.partition("#")[0]
    is_ours = (
        len(path) <= _NEXT_LENGTH and path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    )
    return f"{path}#{place}" if is_ours else "cases"


def _nothing(request: ReaderRequest) -> HttpResponse:
    return refused(request, HTTPStatus.NOT_FOUND, reason="gone")
