"""What every page of the admin has in common: its history is the audit trail's."""

import re
from collections.abc import Iterable
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

M = TypeVar("M", bound=Model)
# A row's number, as the database's numbers go.
_ROW: Final = re.compile(r"[0-9]{1,18}", re.ASCII)


def trail_of(target: Model) -> str:
    """The address of the audit trail's entries about `target`."""
    options = target._meta
    about = f"{options.app_label}.{options.model_name}.{target.pk}"
    return f"{reverse('admin:auditlog_logentry_changelist')}?{urlencode({'about': about})}"


class TracedAdmin(admin.ModelAdmin[M]):
    """Keeps no log of Django's own, which would hold names and addresses of accounts for ever."""

    # What the list is called above it; Django's own words where empty.
    list_title = ""
    # Fields that links narrow the list by, beside its filters.
    also_narrowed_by: Iterable[str] = ()

    def lookup_allowed(  # type: ignore[override]  # Django leaves out the request only until version 6
        self, lookup: str, value: str, request: HttpRequest
    ) -> bool:
        """Narrow lists by what they have filters for.

        Django takes any column of the model's own: a hash of a password, or the words of a mail with a link
        that opens an account, could be guessed letter by letter by who may only look at the list.
        """
        named = {self.date_hierarchy, *self.also_narrowed_by, *map(_name, self.get_list_filter(request))}
        columns = {name.partition(LOOKUP_SEP)[0] for name in named if name}
        return lookup.partition(LOOKUP_SEP)[0] in columns and super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": self.list_title} if self.list_title else {}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def response_action(self, request: HttpRequest, queryset: QuerySet[M]) -> HttpResponse | None:
        """Do what was chosen with the rows that were ticked.

        Raises:
            BadRequest: what was ticked is no row.
        """
        if not all(map(_ROW.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("what was ticked is no row of the list")
        return super().response_action(request, queryset)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> M | None:
        """The row of a page's address; an empty name of a field, which Django would look up, is none."""
        return super().get_object(request, object_id, from_field or None)

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


def _name(filter_: Any) -> str:
    """The parameter that a filter of a list goes by."""
    return filter_ if isinstance(filter_, str) else str(filter_.parameter_name)
