"""What every page of the admin has in common: its history is the audit trail's."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

M = TypeVar("M", bound=Model)


def trail_of(target: Model) -> str:
    """The address of the audit trail's entries about `target`."""
    options = target._meta
    about = f"{options.app_label}.{options.model_name}.{target.pk}"
    return f"{reverse('admin:auditlog_logentry_changelist')}?{urlencode({'about': about})}"


class TracedAdmin(admin.ModelAdmin[M]):
    """Keeps no log of Django's own, which would hold names and addresses of accounts for ever."""

    # What the list is called above it; Django's own words where empty.
    list_title = ""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": self.list_title} if self.list_title else {}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def log_addition(self, request: HttpRequest, obj: M, message: Any) -> None:  # type: ignore[override]
        """The audit trail has it."""

    def log_change(self, request: HttpRequest, obj: M, message: Any) -> None:  # type: ignore[override]
        """The audit trail has it."""

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[M]) -> None:  # type: ignore[override]
        """The audit trail has it."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponseRedirect:
        """Lead to the audit trail, which asks for its own permission."""
        options = self.opts
        about = f"{options.app_label}.{options.model_name}.{object_id}"
        address = reverse("admin:auditlog_logentry_changelist")
        return HttpResponseRedirect(f"{address}?{urlencode({'about': about})}")
