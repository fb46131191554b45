"""Letters as staff see them: what was read, where it came from, whether it is searchable."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from search.admin.readonly import ReadOnlyAdmin
from search.index.keeping import index_again
from search.ingest.quarantine import found_in_words, refuse, release
from search.models import Determination, Letter, Original, RemovedLetter
from search.queueing import queue_index_update


class IndexFilter(admin.SimpleListFilter):
    title = "in the search"
    parameter_name = "searchable"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waiting"), ("rejected", "Rejected")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        if self.value() == "waiting":
            return queryset & Letter.objects.waiting_for_index()
        if self.value() == "rejected":
            return queryset & Letter.objects.rejected_by_index()
        return queryset


class DeterminationInline(admin.TabularInline[Determination, Letter]):
    model = Determination
    fields = readonly_fields = ("number", "treatment", "outcome", "category", "drugs", "body_regions")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OriginalInline(admin.TabularInline[Original, Letter]):
    model = Original
    fields = readonly_fields = ("name", "kind", "size", "sha256", "created_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin[Letter]):
    list_display = ["reference", "visibility", "found", "decided_on", "layout", "items", "searchable", "page"]
    list_filter = ["visibility", IndexFilter, "layout", "reader_version"]
    search_fields = ["reference", "case_number"]
    search_help_text = "Case number, or the file's name where the letter has none"
    date_hierarchy = "decided_on"
    inlines = [DeterminationInline, OriginalInline]
    actions = ["release_letters", "refuse_letters", "make_searchable"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        return super().get_queryset(request).annotate(items=Count("determinations"))

    @admin.display(ordering="items")
    def items(self, letter: Letter) -> int:
        return int(getattr(letter, "items", 0))

    @admin.display(description="what the screen found")
    def found(self, letter: Letter) -> str:
        return found_in_words(letter) or "-"

    @admin.display
    def searchable(self, letter: Letter) -> str:
        if not letter.is_public:
            return "no"
        if letter.indexed_revision >= letter.revision:
            return "yes"
        return f"rejected: {letter.index_error}" if letter.index_error else "waiting"

    @admin.display
    def page(self, letter: Letter) -> SafeString:
        return format_html('<a href="{}">Open</a>', letter.get_absolute_url())

    @admin.action(description="Release: show to everybody", permissions=["ingest"])
    def release_letters(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        self.message_user(request, f"{release(_only_ids(letters))} letters released.", messages.SUCCESS)

    @admin.action(description="Refuse: keep from everybody but staff", permissions=["ingest"])
    def refuse_letters(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        self.message_user(request, f"{refuse(_only_ids(letters))} letters refused.", messages.SUCCESS)

    @admin.action(description="Write to the search index again", permissions=["ingest"])
    def make_searchable(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        count = index_again(_only_ids(letters))
        transaction.on_commit(queue_index_update)
        self.message_user(request, f"{count} letters will be written again.", messages.SUCCESS)


def _only_ids(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """The same letters without the list's annotations, which updates do not bear."""
    return Letter.objects.filter(pk__in=list(letters.values_list("pk", flat=True)))


@admin.register(RemovedLetter)
class RemovedLetterAdmin(ReadOnlyAdmin[RemovedLetter]):
    list_display = ["reference", "removed_at", "purged_at"]
    search_fields = ["reference"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
