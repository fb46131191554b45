"""The case list: its page, what is kept and let go, order and labels."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from search.cases.files import KINDS
from search.cases.forms import EntryForm, LabelForm, PutBackForm, chosen_of, move_of
from search.cases.keeping import (
    LABEL_LENGTH,
    LIMIT,
    ListFull,
    add,
    kept_by,
    labels_of,
    move,
    remove,
    set_label,
)
from search.cases.listing import Line, lines_of
from search.models import KeptDecision
from search.people.access import ReaderRequest, reader_required

PAGE_SIZE: Final = 50
_INSTEAD_OF_BUTTON: Final = {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"}
_NOTHING_CHOSEN: Final = "Tick the decisions that you mean first."


@require_safe
@reader_required
def case_list(request: ReaderRequest) -> HttpResponseBase:
    """An owner's kept decisions, all or those of a label."""
    return _list_page(request, request.GET)


def _list_page(
    request: ReaderRequest, parameters: QueryDict, status: int = 200, **more: Any
) -> HttpResponseBase:
    label = label_of(parameters)
    shown = Paginator(entries_of(request, label), PAGE_SIZE).get_page(parameters.get("page"))
    labels = labels_of(request.user)
    context = {
        "lines": lines_of(list(shown.object_list)),
        "page": shown,
        "label": label,
        "labels": labels,
        "chosen": chosen_of(parameters),
        "label_form": LabelForm(auto_id="bulk_%s"),
        "total": kept_by(request.user).count(),
        "limit": LIMIT,
        "here": _address(label, shown.number),
        "files": [(suffix, _file_address(suffix, label)) for suffix in KINDS],
        "print_address": _with_label(reverse("cases-print"), label),
    }
    return render(request, "cases/list.html", context | more, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@reader_required
def entry(request: ReaderRequest, pk: int) -> HttpResponseBase:
    """Note and label of one entry."""
    kept = own(request, pk)
    form = EntryForm(request.POST or None, initial={"note": kept.note, "label": kept.label})
    if request.method == "POST" and form.is_valid():
        kept.note, kept.label = form.cleaned_data["note"], form.cleaned_data["label"]
        kept.save(update_fields=["note", "label", "updated_at"])
        return redirect(f"{_address(label_of(request.GET), _page(request.GET))}#kept-{kept.pk}")
    context = {"line": lines_of([kept])[0], "form": form, "labels": labels_of(request.user)}
    return render(request, "cases/entry.html", context, status=400 if form.errors else 200)


@require_POST
@reader_required
def arrange(request: ReaderRequest) -> HttpResponseBase:
    """Move an entry among those that are shown; the button's name says where to."""
    asked = move_of(request.POST)
    label = label_of(request.POST)
    if asked:
        pk, where = asked
        own(request, pk)
        move(request.user, pk, where, label)
        return redirect(f"{_address(label, _page_of(request, label, pk))}#kept-{pk}")
    return redirect(_address(label, _page(request.POST)))


@require_POST
@reader_required
def remove_one(request: ReaderRequest, pk: int) -> HttpResponseBase:
    """Take an entry off the list; the answer holds what puts it back, with its note."""
    kept = own(request, pk)
    line = lines_of([kept])[0]
    remove(request.user, [pk])
    context = {"line": line, "form": PutBackForm.of(kept), "back": _address(label_of(request.POST), 1)}
    return render(request, "cases/removed.html", context)


@require_POST
@reader_required
def put_back(request: ReaderRequest) -> HttpResponseBase:
    """Keep again what was removed a moment ago, where it stood."""
    form = PutBackForm(request.POST)
    if not form.is_valid():
        return refused(request, HTTPStatus.BAD_REQUEST, reason="gone")
    try:
        kept = add(KeptDecision(owner=request.user, **form.cleaned_data))
    except ListFull:
        return list_full(request)
    return redirect(f"{_address(None, _page_of(request, None, kept.pk))}#kept-{kept.pk}")


@require_POST
@reader_required
def chosen(request: ReaderRequest) -> HttpResponseBase:
    """Something for all entries that are ticked: a label, an export, or their end, which is asked about."""
    pks = list(kept_by(request.user).filter(pk__in=chosen_of(request.POST)).values_list("pk", flat=True))
    action = request.POST.get("action", "")
    if not pks:
        return _list_page(request, request.POST, 400, mistake=_NOTHING_CHOSEN)
    if action == "label":
        return _label(request, pks)
    if action == "remove":
        lines = lines_of(list(kept_by(request.user).filter(pk__in=pks)))
        context = {"lines": lines, "back": _back(request), "label": label_of(request.POST)}
        return render(request, "cases/remove_chosen.html", context)
    if action == "remove-all":
        remove(request.user, pks)
        return redirect(_back(request))
    if action == "print" or action in KINDS:
        query = urlencode({"chosen": pks}, doseq=True)
        path = reverse("cases-print") if action == "print" else _file_address(action, None)
        return redirect(f"{path}?{query}")
    raise Http404


def _label(request: ReaderRequest, pks: Sequence[int]) -> HttpResponseBase:
    form = LabelForm(request.POST, auto_id="bulk_%s")
    if not form.is_valid():
        return _list_page(request, QueryDict(urlencode({"chosen": pks}, doseq=True)), 400, label_form=form)
    set_label(request.user, pks, form.cleaned_data["label"])
    return redirect(_back(request))


def own(request: ReaderRequest, pk: int) -> KeptDecision:
    """The visitor's own entry of that number; anybody else's is not found."""
    kept = kept_by(request.user).filter(pk=pk).first()
    if kept is None:
        raise Http404
    return kept


def entries_of(request: ReaderRequest, label: str | None) -> Any:
    """The visitor's entries, of a label alone where there is one."""
    entries = kept_by(request.user)
    return entries if label is None else entries.filter(label=label)


def label_of(parameters: QueryDict) -> str | None:
    """The label that the list is narrowed to: "" for entries without one, None for all."""
    label = parameters.get("of_label")
    return None if label is None or "\x00" in label else label[:LABEL_LENGTH]


def list_full(request: HttpRequest) -> HttpResponse:
    """The list holds as much as it may."""
    return refused(request, HTTPStatus.CONFLICT, reason="full", limit=LIMIT)


def refused(request: HttpRequest, status: HTTPStatus, **context: object) -> HttpResponse:
    """The page that says why nothing was kept, also for a script that asked for a button's new state."""
    response = render(request, "cases/not_kept.html", context, status=status)
    for name, value in _INSTEAD_OF_BUTTON.items():
        response.headers[name] = value
    return response


def _page(parameters: QueryDict) -> int:
    text = parameters.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _page_of(request: ReaderRequest, label: str | None, pk: int) -> int:
    """The page of the list on which an entry stands."""
    pks = list(entries_of(request, label).values_list("pk", flat=True))
    return pks.index(pk) // PAGE_SIZE + 1 if pk in pks else 1


def _back(request: ReaderRequest) -> str:
    return _address(label_of(request.POST), _page(request.POST))


def _address(label: str | None, page: int) -> str:
    address = _with_label(reverse("cases"), label)
    if page == 1:
        return address
    return f"{address}{'&' if '?' in address else '?'}page={page}"


def _file_address(suffix: str, label: str | None) -> str:
    return _with_label(reverse("cases-file", args=[suffix]), label)


def _with_label(path: str, label: str | None) -> str:
    return path if label is None else f"{path}?{urlencode({'of_label': label})}"


def lines_wanted(request: ReaderRequest) -> list[Line]:
    """The lines that an address asks for: those ticked, or those of a label, or all."""
    entries = entries_of(request, label_of(request.GET))
    if "chosen" in request.GET:
        entries = entries.filter(pk__in=chosen_of(request.GET))
    return lines_of(list(entries))
