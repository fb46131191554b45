"""The pages of drugs and procedures, thin around one question to the engine each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from search.answering import unavailable
from search.citator.order import Order
from search.citator.treatments_list import groups, size, wanted_of_list
from search.citator.treatments_names import Kind, canonical_key, treatments
from search.citator.treatments_page import TreatmentPage, page_address, wanted_of_page
from search.finding import find_statistics
from search.index.errors import EngineUnavailable
from search.query.facets.all_values import CONTAINS_LIMIT
from search.query.shares import MEANING


@require_safe
def treatments_page(request: HttpRequest) -> HttpResponse:
    """Procedures by category or drugs by class; with some words, those of both that go by them."""
    contains = request.GET.get("contains", "").replace("\x00", "").strip()[:CONTAINS_LIMIT]
    order = Order.asked(request.GET.get("order"))
    kind = Kind.DRUG if request.GET.get("kind") == Kind.DRUG else Kind.PROCEDURE
    try:
        [statistics] = find_statistics(wanted_of_list())
    except EngineUnavailable:
        return unavailable(request)
    found = {one: groups(statistics.breakdowns[one], one, order, contains) for one in Kind}
    shown = [*found[Kind.PROCEDURE], *found[Kind.DRUG]] if contains else found[kind]
    context = {
        "groups": shown,
        "kind": kind.value,
        "contains": contains,
        "by_name": order is Order.NAME,
        "listed": size(shown),
        "sizes": {one.value: size(found[one]) for one in Kind},
    }
    return render(request, "citator/treatments.html", context)


@require_safe
def drug_page(request: HttpRequest, name: str) -> HttpResponse:
    """A drug by its generic name; brands and other spellings lead there."""
    return _treatment_page(request, Kind.DRUG, name)


@require_safe
def procedure_page(request: HttpRequest, key: str) -> HttpResponse:
    """A procedure, service, test or device by its key; its other names lead there."""
    return _treatment_page(request, Kind.PROCEDURE, key)


def _treatment_page(request: HttpRequest, kind: Kind, typed: str) -> HttpResponse:
    key = canonical_key(kind, typed)
    if key is None:
        raise Http404
    treatment = treatments(kind)[key]
    if key != typed:
        return redirect(page_address(treatment))
    try:
        answers = find_statistics(*wanted_of_page(treatment))
    except EngineUnavailable:
        return unavailable(request)
    context = {"page": TreatmentPage.of(treatment, answers), "meaning": MEANING}
    return render(request, "citator/treatment.html", context)
