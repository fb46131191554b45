"""The first of the staff's pages: what needs a person, with the way there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from search.admin.links import list_address
from search.models import IncomingFile, Letter, OutgoingMail
from search.models.batches import State
from search.models.letters import Visibility


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for a person: in words, how much, and where."""

    words: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class _Kind:
    permission: str
    words: str
    count: Callable[[], int]
    where: str
    asked: dict[str, str]


_KINDS = [
    _Kind(
        "search.judge_letter",
        "in quarantine: look at the letter, then release or refuse it",
        lambda: Letter.objects.filter(visibility=Visibility.QUARANTINED).count(),
        "search_letter",
        {"visibility__exact": Visibility.QUARANTINED.value},
    ),
    _Kind(
        "search.view_incomingfile",
        "could not be read: see why, then read once more",
        lambda: IncomingFile.objects.filter(state=State.FAILED).count(),
        "search_incomingfile",
        {"state__exact": State.FAILED.value},
    ),
    _Kind(
        "search.view_letter",
        "rejected by the search index: nobody finds them",
        lambda: Letter.objects.rejected_by_index().count(),
        "search_letter",
        {"searchable": "rejected"},
    ),
    _Kind(
        "search.view_outgoingmail",
        "could not be sent: see why, then send once more",
        lambda: OutgoingMail.objects.filter(state=OutgoingMail.State.FAILED).count(),
        "search_outgoingmail",
        {"state__exact": OutgoingMail.State.FAILED.value},
    ),
]


def tasks_for(user: Any) -> list[Task]:
    """What waits for a person, of what `user` may see."""
    return [
        Task(kind.words, kind.count(), list_address(kind.where, **kind.asked))
        for kind in _KINDS
        if user.has_perm(kind.permission) and _has_page(kind)
    ]


def _has_page(kind: _Kind) -> bool:
    app, model = kind.where.split("_")
    return admin.site.is_registered(apps.get_model(app, model))


# What staff call things, and under which heading they look for them.
_SECTIONS = {
    "Letters": {
        "Letter": "Letters",
        "Batch": "Batches",
        "IncomingFile": "Incoming files",
        "RemovedLetter": "Letters deleted for good",
    },
    "People": {
        "User": "Accounts",
        "Group": "Roles",
        "Invitation": "Invitations",
        "OutgoingMail": "Mails",
        "LogEntry": "Audit trail",
    },
}


def app_list(request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
    """The kinds of things that the visitor may see, in staff's words and order."""
    apps_of_django = AdminSite.get_app_list(admin.site, request, app_label)
    if app_label is not None:
        return apps_of_django
    kinds = {kind["object_name"]: kind for one in apps_of_django for kind in one["models"]}
    sections = []
    for heading, names in _SECTIONS.items():
        shown = [{**kinds[key], "name": name} for key, name in names.items() if key in kinds]
        address = reverse("admin:index")
        label = heading.lower()
        section = {"name": heading, "app_label": label, "app_url": address, "has_module_perms": True}
        if shown:
            sections.append({**section, "models": shown})
    return sections


def change_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Staff change their password where everybody does: with limits, and a mail that tells of it."""
    return redirect("account_change_password")


def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
    """Django's index of the admin, below what needs a person."""
    context = {"tasks": tasks_for(request.user), **(extra_context or {})}
    return AdminSite.index(admin.site, request, context)


def set_up(site: AdminSite) -> None:
    """Let `site` begin with this page."""
    site.index = index  # type: ignore[method-assign]
    site.index_template = "admin/front.html"
    site.get_app_list = app_list  # type: ignore[method-assign]
    site.password_change = change_password  # type: ignore[assignment]
