"""The pages of saved searches: the list, saving, editing, deleting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from search.alerts.addresses import feed_address
from search.alerts.estimate import Estimate, about_a_month
from search.alerts.schedule import follow
from search.index.errors import EngineUnavailable
from search.models import SavedQuery
from search.models.saved import PARAMETERS_VERSION, Frequency
from search.people.access import ReaderRequest, reader_required
from search.query.request import SearchRequest
from search.saved import keeping
from search.saved.counting import Counted, counted
from search.saved.forms import MoveForm, NewSavedQueryForm, ReplacementForm, SavedQueryForm
from search.saved.own import Asked, address_of, own_saved
from search.saved.parameters import CannotAsk, canonical, request_of_parameters, typed_in
from search.saved.since import Since, last_look
from search.saved.words import in_words, name_of

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A saved search in its owner's list; without counts where it cannot be asked or the engine is away."""

    saved: SavedQuery
    asked: Asked
    address: str
    counted: Counted | None

    @property
    def since(self) -> Since:
        return last_look(self.saved)


@require_GET
@reader_required
def saved_list(request: ReaderRequest) -> HttpResponse:
    """An owner's saved searches, those with one label where it is chosen."""
    everyone = SavedQuery.objects.filter(owner=request.user)
    labels = keeping.labels_of(request.user)
    label = request.GET.get("label", "")
    shown = everyone.filter(label=label) if label in labels else everyone
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    asked = {saved: Asked.by(saved) for saved in page}
    counts, is_away = _counts(asked)
    lines = [Line(saved, one, address_of(saved), counts.get(saved)) for saved, one in asked.items()]
    context = {
        "lines": lines,
        "page": page,
        "query": urlencode({"label": label}) if label in labels else "",
        "labels": labels,
        "label": label if label in labels else "",
        "is_away": is_away,
        "total": page.paginator.count,
        "limit": keeping.LIMIT,
    }
    return render(request, "saved/list.html", context)


def _counts(asked: dict[SavedQuery, Asked]) -> tuple[dict[SavedQuery, Counted], bool]:
    """The counts of those that can be asked, and whether the engine is away."""
    searches = {saved: one.request for saved, one in asked.items() if one.request is not None}
    if not searches:
        return {}, False
    try:
        return counted(searches), False
    except EngineUnavailable:
        return {}, True


@require_http_methods(["GET", "POST"])
@reader_required
def save(request: ReaderRequest) -> HttpResponse:
    """Save the search that the address asks for."""
    if request.method == "POST":
        return _saved(request)
    try:
        parameters = canonical(request.GET)
    except CannotAsk as error:
        return render(request, "saved/cannot_save.html", {"reason": str(error)}, status=400)
    asked = request_of_parameters(parameters, PARAMETERS_VERSION)
    initial = {
        "name": name_of(asked, typed_in(parameters)),
        "frequency": Frequency.OFF,
        "parameters": parameters,
    }
    return saving_page(request, NewSavedQueryForm(initial=initial), asked)


def _saved(request: ReaderRequest) -> HttpResponse:
    form = NewSavedQueryForm(request.POST)
    if not form.is_valid():
        if "parameters" in form.errors:
            reason = " ".join(map(str, form.errors["parameters"]))
            return render(request, "saved/cannot_save.html", {"reason": reason}, status=400)
        asked = request_of_parameters(form.cleaned_data["parameters"], PARAMETERS_VERSION)
        return saving_page(request, form, asked, status=400)
    saved = form.save(commit=False)
    saved.owner, saved.parameters = request.user, form.cleaned_data["parameters"]
    try:
        with transaction.atomic():
            keeping.keep(saved)
            follow(saved, form.cleaned_data["frequency"])
    except keeping.TooMany as error:
        form.add_error(None, str(error))
        return saving_page(request, form, form.to_request(), status=409)
    messages.success(request, f"“{saved.name}” is saved.")
    return redirect("saved")


def saving_page(
    request: ReaderRequest, form: NewSavedQueryForm, asked: SearchRequest, status: int = 200
) -> HttpResponse:
    """The form by which a search is saved, with what it is and about how much it will bring."""
    owner = request.user
    parameters = canonical(QueryDict(form["parameters"].value()))
    context = {
        "form": form,
        "words": in_words(asked, typed_in(parameters)),
        "address": f"{reverse('search')}?{parameters}",
        "estimate": _estimate(asked),
        "labels": keeping.labels_of(owner),
        "saved_as": SavedQuery.objects.filter(owner=owner, parameters=parameters).first(),
    }
    return render(request, "saved/save.html", context, status=status)


def _estimate(asked: SearchRequest) -> Estimate | None:
    try:
        return about_a_month(asked)
    except EngineUnavailable:
        return None


@require_http_methods(["GET", "POST"])
@reader_required
def edit(request: ReaderRequest, pk: int) -> HttpResponse:
    """Change the name, note, label and mails of a saved search; what else can be done with it is here too."""
    saved = own_saved(request, pk)
    form = SavedQueryForm(request.POST or None, instance=saved, initial={"frequency": saved.frequency})
    if form.is_valid():
        with transaction.atomic():
            # The rest of the row is not this form's: mails may move its position meanwhile.
            form.save(commit=False).save(update_fields=["name", "note", "label", "updated_at"])
            if form.cleaned_data["frequency"] != saved.frequency:
                follow(saved, form.cleaned_data["frequency"])
        messages.success(request, f"“{saved.name}” is changed.")
        return redirect(_place_in_list(saved))
    asked = Asked.by(saved)
    context = {
        "form": form,
        # Its name as it is kept, not as it was typed into a form with a mistake.
        "saved": own_saved(request, pk),
        "asked": asked,
        "address": address_of(saved),
        "estimate": _estimate(asked.request) if asked.request else None,
        "feed_address": feed_address(saved),
        "labels": keeping.labels_of(request.user),
    }
    return render(request, "saved/edit.html", context, status=400 if form.is_bound else 200)


@require_POST
@reader_required
def replace(request: ReaderRequest, pk: int) -> HttpResponse:
    """Let a saved search ask for what its owner found by changing it."""
    saved = own_saved(request, pk)
    form = ReplacementForm(request.POST)
    if not form.is_valid():
        reason = " ".join(_messages(form.errors.values()))
        return render(request, "saved/cannot_save.html", {"reason": reason}, status=400)
    with transaction.atomic():
        # Its mails may have been turned off since the row was read.
        saved.refresh_from_db(fields=["frequency"], from_queryset=SavedQuery.objects.select_for_update())
        keeping.replace_search(saved, form.cleaned_data["parameters"])
        follow(saved, saved.frequency)
    messages.success(request, f"“{saved.name}” asks for this search from now on.")
    return redirect(address_of(saved))


def _messages(errors: Any) -> list[str]:
    return [str(one) for ones in errors for one in ones]


@require_POST
@reader_required
def duplicate(request: ReaderRequest, pk: int) -> HttpResponse:
    """Make a copy, to be changed at once."""
    try:
        copy = keeping.duplicate(own_saved(request, pk))
    except keeping.TooMany as error:
        return render(request, "saved/cannot_save.html", {"reason": str(error)}, status=409)
    messages.success(request, f"This is the copy: “{copy.name}”.")
    return redirect("saved-edit", copy.pk)


@require_http_methods(["GET", "POST"])
@reader_required
def delete(request: ReaderRequest, pk: int) -> HttpResponse:
    """Delete a saved search, once its owner has confirmed it."""
    saved = own_saved(request, pk)
    if request.method == "POST":
        name = saved.name
        keeping.delete(saved)
        messages.success(request, f"“{name}” is deleted.")
        return redirect("saved")
    return render(request, "saved/delete.html", {"saved": saved, "asked": Asked.by(saved)})


@require_POST
@reader_required
def move(request: ReaderRequest, pk: int) -> HttpResponse:
    """Move a saved search up or down in the list."""
    saved = own_saved(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return render(request, "saved/cannot_move.html", status=400)
    label = form.cleaned_data["label"]
    keeping.move(saved, form.cleaned_data["direction"], label or None)
    return redirect(_place_in_list(saved, label))


def _place_in_list(saved: SavedQuery, label: str = "") -> str:
    """The list's page with the saved search in sight."""
    in_order: Sequence[int] = list(
        SavedQuery.objects.filter(owner=saved.owner, **({"label": label} if label else {})).values_list(
            "pk", flat=True
        )
    )
    page = in_order.index(saved.pk) // ON_A_PAGE + 1 if saved.pk in in_order else 1
    parameters = {"label": label} | ({"page": str(page)} if page > 1 else {})
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{reverse('saved')}{'?' if query else ''}{query}#saved-{saved.pk}"
