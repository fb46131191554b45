"""What the API's user keeps: saved searches and the case list, for nobody else."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, Generic, TypeVar

from django import forms
from django.contrib.auth.models import User
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse

from search.api import own_schemas
from search.api.parameters import query_parameter
from search.cases.keeping import LABEL_LENGTH, kept_by
from search.cases.listing import Line, lines_of
from search.finding import NoSuchPage
from search.models import SavedQuery
from search.models.letters import Outcome
from search.models.saved import Frequency
from search.people.access import KEEP_OWN
from search.people.tokens.middleware import unauthorized
from search.saved.parameters import CannotAsk, bring_up
from search.web.parameters import BadParameters, check_names
from search.web.problems import problem

PAGE_SIZE: Final = 50
LARGEST_PAGE: Final = 100
_LAST_PAGE: Final = 1_000_000
_SIGN_IN: Final = "This is its owner's alone: send an API token in the header Authorization."
_MAY_NOT_KEEP: Final = "This account may not keep searches or decisions."
# Browsers and proxies must not keep what is somebody's own.
_PRIVATE: Final = "private, no-store"

Row = TypeVar("Row", bound=Model)
View = Callable[..., HttpResponseBase]

PAGE_PARAMETERS: Final = [
    query_parameter("page", "number of the page, from 1", type="integer", minimum=1, maximum=_LAST_PAGE),
    query_parameter("page_size", "how many on a page", type="integer", minimum=1, maximum=LARGEST_PAGE),
    query_parameter("label", "only with this label; empty: only without one", maxLength=LABEL_LENGTH),
]
SECURITY: Final[dict[str, Any]] = {"security": [{"token": []}, {"session": []}]}


class OwnForm(forms.Form):
    """Which part of a list is asked for."""

    page = forms.IntegerField(min_value=1, max_value=_LAST_PAGE, required=False)
    page_size = forms.IntegerField(min_value=1, max_value=LARGEST_PAGE, required=False)
    label = forms.CharField(max_length=LABEL_LENGTH, required=False, strip=False)


def owner_only(run: View) -> View:
    """Decorate an operation: strangers get 401, who may keep nothing 403, and no cache keeps the answer."""

    @wraps(run)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return unauthorized(_SIGN_IN)
        if not request.user.has_perm(KEEP_OWN):
            return problem(HTTPStatus.FORBIDDEN, _MAY_NOT_KEEP)
        response = run(request, **kwargs)
        response.headers["Cache-Control"] = _PRIVATE
        return response

    return checked


def saved_searches(request: HttpRequest) -> own_schemas.SavedSearches:
    """A page of the user's saved searches, in their order."""
    part = _Part(request, SavedQuery.objects.filter(owner=_owner(request)))
    return own_schemas.SavedSearches(
        **part.members, saved_searches=[_saved(saved, request) for saved in part.rows]
    )


def saved_search(request: HttpRequest, pk: int) -> own_schemas.SavedSearch:
    """One saved search of the user.

    Raises:
        Http404: the user has none of that number.
    """
    saved = SavedQuery.objects.filter(owner=_owner(request), pk=pk).first()
    if saved is None:
        raise Http404
    return _saved(saved, request)


def case_list(request: HttpRequest) -> own_schemas.CaseList:
    """A page of the user's case list, as the decisions stand now."""
    part = _Part(request, kept_by(_owner(request)))
    return own_schemas.CaseList(
        **part.members, decisions=[_decision(line, request) for line in lines_of(part.rows)]
    )


class _Part(Generic[Row]):
    """A page of somebody's rows, as the address asks for it."""

    def __init__(self, request: HttpRequest, rows: QuerySet[Row]) -> None:
        """
        Raises:
            BadParameters: a parameter is wrong, unknown or given twice.
            NoSuchPage: the list ends before.
        """
        asked = _checked(request.GET)
        if "label" in request.GET:
            rows = rows.filter(label=asked["label"])
        try:
            page: Page[Row] = Paginator(rows, asked["page_size"] or PAGE_SIZE).page(asked["page"] or 1)
        except EmptyPage as error:
            raise NoSuchPage from error
        self.rows = list(page.object_list)
        self.members: dict[str, Any] = {
            "total": page.paginator.count,
            "page": page.number,
            "page_size": page.paginator.per_page,
            "next": _next(request, page),
        }


def _checked(parameters: QueryDict) -> dict[str, Any]:
    form = OwnForm(parameters)
    check_names(parameters, list(form.fields), list(form.fields))
    if not form.is_valid():
        raise BadParameters("A parameter is wrong.", form.errors.get_json_data())
    return form.cleaned_data


def _next(request: HttpRequest, page: Page[Any]) -> str | None:
    if not page.has_next():
        return None
    parameters = request.GET.copy()
    parameters["page"] = str(page.next_page_number())
    return f"{request.build_absolute_uri(request.path)}?{parameters.urlencode()}"


def _owner(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("an operation without owner_only")
    return request.user


def _saved(saved: SavedQuery, request: HttpRequest) -> own_schemas.SavedSearch:
    try:
        parameters = bring_up(saved.parameters, saved.parameters_version)
    except CannotAsk:
        # What it asked for is told still; asking says why it cannot be asked.
        parameters = saved.parameters
    return own_schemas.SavedSearch(
        id=saved.pk,
        name=saved.name,
        note=saved.note or None,
        label=saved.label or None,
        parameters=parameters,
        url=request.build_absolute_uri(f"{reverse('search')}?{parameters}"),
        determinations_url=request.build_absolute_uri(f"{reverse('api:determinations')}?{parameters}"),
        frequency=Frequency(saved.frequency),
        created_at=saved.created_at,
        updated_at=saved.updated_at,
        looked_at=saved.looked_at,
    )


def _decision(line: Line, request: HttpRequest) -> own_schemas.KeptDecision:
    kept, item = line.kept, line.determination
    return own_schemas.KeptDecision(
        reference=line.reference or None,
        available=line.is_available,
        url=request.build_absolute_uri(line.address) if line.address else None,
        case_number=line.letter.case_number if line.letter else None,
        number=kept.number or None,
        decided_on=line.letter.decided_on if line.letter else None,
        treatment=item.treatment if item else None,
        outcome=Outcome(item.outcome) if item else None,
        outcome_in_words=item.get_outcome_display() if item else None,
        outcome_when_kept=Outcome(kept.outcome) if kept.outcome and item else None,
        changed=line.is_changed,
        citation=line.citation or None,
        note=kept.note or None,
        label=kept.label or None,
        kept_at=kept.created_at,
    )
