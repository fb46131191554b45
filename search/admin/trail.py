"""The audit trail: what staff did, to be searched and never changed."""

from typing import Any

from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from search.admin.links import NOTHING, link
from search.admin.readonly import ReadOnlyAdmin
from search.traces.acts import Act

_NUMBER_LENGTH = 18
_NOT_DETAILS = {"what", "by"}


class ActFilter(admin.SimpleListFilter):
    title = "what was done"
    parameter_name = "what"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        done = LogEntry.objects.order_by().values_list("additional_data__what", flat=True).distinct()
        return [(act.value, str(act.label)) for act in Act if act.value in set(done)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(additional_data__what=self.value()) if self.value() in Act else queryset


class KindFilter(admin.SimpleListFilter):
    title = "kind of thing"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = LogEntry.objects.order_by().values_list("content_type", flat=True).distinct()
        found = [ContentType.objects.get_for_id(pk) for pk in kinds]
        return sorted(((str(kind.pk), kind.name) for kind in found), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        number = _number(self.value())
        return queryset if number is None else queryset.filter(content_type=number)


class PersonFilter(admin.SimpleListFilter):
    """By the number of who acted: an account that is gone keeps it. Set by links, and shown while set."""

    title = "who"
    parameter_name = "by"
    template = "admin/chosen_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        number = _number(request.GET.get(self.parameter_name))
        return [] if number is None else [(str(number), f"account {number}")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        number = _number(self.value())
        return queryset if number is None else queryset.filter(additional_data__by=number)


class AboutFilter(admin.SimpleListFilter):
    """About one thing, named `app.model.number`. Set by links, and shown while set."""

    title = "about"
    parameter_name = "about"
    template = "admin/chosen_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        about = request.GET.get(self.parameter_name, "")
        kind, number = _thing(about)
        if not about:
            return []
        return [(about, f"{kind.name} {number}" if kind else "nothing that is known")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        if not self.value():
            return queryset
        kind, number = _thing(self.value() or "")
        return queryset.filter(content_type=kind, object_id=number) if kind else queryset.none()


@admin.register(LogEntry)
class TrailAdmin(ReadOnlyAdmin[LogEntry]):
    list_title = "Audit trail"
    list_display = ["timestamp", "who", "what", "thing", "details"]
    list_display_links = ["timestamp"]
    list_filter = [ActFilter, KindFilter, PersonFilter, AboutFilter]
    list_select_related = ["actor", "content_type"]
    search_fields = ["object_repr", "actor__email"]
    search_help_text = "A letter's case number, account or invitation and its number, or who did it (e-mail)"
    date_hierarchy = "timestamp"
    show_full_result_count = False
    fields = readonly_fields = ("timestamp", "who", "what", "thing", "details")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="who", ordering="actor")
    def who(self, entry: LogEntry) -> SafeString | str:
        number = (entry.additional_data or {}).get("by")
        if entry.actor is not None:
            address = f"{reverse('admin:auditlog_logentry_changelist')}?by={entry.actor_id}"
            return link(address, entry.actor.email or f"account {entry.actor_id}")
        return f"account {number} (deleted)" if number else "the portal, or a command"

    @admin.display(description="what")
    def what(self, entry: LogEntry) -> str:
        done = (entry.additional_data or {}).get("what", "")
        return str(Act(done).label) if done in Act else entry.get_action_display()

    @admin.display(description="to")
    def thing(self, entry: LogEntry) -> SafeString | str:
        name = str(entry.object_repr)
        kind = entry.content_type
        if entry.object_id is None or _is_gone(entry):
            return name
        try:
            address = reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[entry.object_id])
        except NoReverseMatch:
            return name
        return link(address, name)

    @admin.display(description="more")
    def details(self, entry: LogEntry) -> str:
        told = [
            f"{name}: {_in_words(value)}"
            for name, value in (entry.additional_data or {}).items()
            if name not in _NOT_DETAILS
        ]
        changed = [
            f"{name.replace('_', ' ')}: {before or NOTHING} → {after or NOTHING}"
            for name, (before, after) in _changes(entry)
        ]
        return "; ".join(told + changed) or NOTHING


def _changes(entry: LogEntry) -> list[tuple[str, tuple[str, str]]]:
    changes = entry.changes if isinstance(entry.changes, dict) else {}
    return [(name, (pair[0], pair[1])) for name, pair in changes.items() if isinstance(pair, list)]


def _in_words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_gone(entry: LogEntry) -> bool:
    return str((entry.additional_data or {}).get("what", "")).endswith("deleted")


def _number(text: str | None) -> int | None:
    if text and text.isascii() and text.isdigit() and len(text) <= _NUMBER_LENGTH:
        return int(text)
    return None


def _thing(about: str) -> tuple[ContentType | None, int | None]:
    parts = about.split(".")
    number = _number(parts[-1])
    if len(parts) != 3 or number is None or "\x00" in about:
        return None, None
    return ContentType.objects.filter(app_label=parts[0], model=parts[1]).first(), number
