"""Letters as staff see them: what was read, where it came from, whether it is searchable, who may see it."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString

from search.admin.links import link, link_to
from search.admin.readonly import ReadOnlyAdmin
from search.admin.taking_out import ReasonForm
from search.admin.traced import trail_of
from search.index.keeping import index_again
from search.ingest.quarantine import found_in_words, refuse, release
from search.ingest.removal import put_back, remove
from search.models import Determination, IncomingFile, Letter, Original, RemovedLetter
from search.queueing import queue_index_update
from search.traces.acts import Act
from search.traces.recording import record_all


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


class LayoutFilter(admin.SimpleListFilter):
    title = "layout"
    parameter_name = "layout"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        layouts = Letter.objects.order_by().values_list("layout", flat=True).distinct()
        return [(layout, layout) for layout in sorted(layouts) if layout]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        return queryset.filter(layout=self.value()) if self.value() else queryset


class ShownInline(admin.TabularInline[Any, Letter]):
    """Rows of a letter, to look at."""

    extra = 0
    can_delete = False
    template = "admin/search/letter/shown_inline.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DeterminationInline(ShownInline):
    model = Determination
    fields = readonly_fields = ("number", "treatment", "outcome", "category", "listed_drugs")

    @admin.display(description="drugs")
    def listed_drugs(self, row: Determination) -> str:
        return ", ".join(str(drug) for drug in row.drugs) or "-"


class OriginalInline(ShownInline):
    model = Original
    verbose_name_plural = "originals"
    fields = readonly_fields = ("name", "kind", "size", "created_at")


class FileInline(ShownInline):
    model = IncomingFile
    verbose_name_plural = "handed in as"
    fields = readonly_fields = ("file", "of_batch", "state", "reason", "finished_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncomingFile]:
        return super().get_queryset(request).select_related("batch")

    @admin.display(description="file")
    def file(self, row: IncomingFile) -> SafeString | str:
        return link_to(row)

    @admin.display(description="batch")
    def of_batch(self, row: IncomingFile) -> SafeString | str:
        return link_to(row.batch)


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin[Letter]):
    list_title = "Letters"
    list_display = ["reference", "visibility", "found", "decided_on", "items", "searchable", "page"]
    list_filter = ["visibility", IndexFilter, LayoutFilter, "reader_version"]
    search_fields = ["reference", "case_number"]
    search_help_text = "Case number, or the file's name where the letter has none"
    date_hierarchy = "decided_on"
    inlines = [DeterminationInline, FileInline, OriginalInline]
    actions = ["release_letters", "refuse_letters", "take_out", "bring_back", "make_searchable"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["page", "visibility", "found", "removal_reason", "searchable", "trail"]}),
        ("What was read", {"fields": ["case_number", "decided_on", "priority", "layout", "unread_reason"]}),
        ("How it was read", {"fields": ["reader_version", "by_ocr", "revision", "created_at", "updated_at"]}),
    ]
    readonly_fields = ["page", "found", "searchable", "trail"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        letters = super().get_queryset(request).defer("text", "case_summary", "findings", "spans")
        return letters.annotate(items=Count("determinations"))

    @admin.display(ordering="items")
    def items(self, letter: Letter) -> int:
        return int(getattr(letter, "items", 0))

    @admin.display(description="what the screen found")
    def found(self, letter: Letter) -> str:
        return found_in_words(letter) or "-"

    @admin.display(description="in the search")
    def searchable(self, letter: Letter) -> str:
        if not letter.is_public:
            return "no"
        if letter.indexed_revision >= letter.revision:
            return "yes"
        return f"rejected: {letter.index_error}" if letter.index_error else "waiting"

    @admin.display
    def page(self, letter: Letter) -> SafeString:
        return link(letter.get_absolute_url(), "Open")

    @admin.display(description="audit trail")
    def trail(self, letter: Letter) -> SafeString:
        return link(trail_of(letter), "What staff did with this letter")

    @admin.action(description="Release: show to everybody", permissions=["judge"])
    def release_letters(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        count = release(_only_ids(letters), request.user)
        self.message_user(request, f"{count} letters released.", messages.SUCCESS)

    @admin.action(description="Refuse: keep from everybody but staff", permissions=["judge"])
    def refuse_letters(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        count = refuse(_only_ids(letters), request.user)
        self.message_user(request, f"{count} letters refused.", messages.SUCCESS)

    @admin.action(description="Take out of the portal…", permissions=["remove"])
    def take_out(self, request: HttpRequest, letters: QuerySet[Letter]) -> HttpResponse | None:
        """Ask for the reason on a page of its own; with one, take them out."""
        asked = "reason" in request.POST
        form = ReasonForm(request.POST if asked else None)
        chosen = _only_ids(letters)
        if asked and form.is_valid():
            count = remove(chosen, form.cleaned_data["reason"], request.user)
            self.message_user(request, f"{count} letters taken out of the portal.", messages.SUCCESS)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Take letters out of the portal",
            "form": form,
            "letters": chosen.only("reference", "visibility").order_by("reference"),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/search/letter/take_out.html", context)

    @admin.action(description="Put back", permissions=["remove"])
    def bring_back(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        count = put_back(_only_ids(letters), request.user)
        self.message_user(
            request,
            f"{count} letters put back. Those that may tell who a person is are in quarantine.",
            messages.SUCCESS,
        )

    @admin.action(description="Write to the search index again", permissions=["ingest"])
    def make_searchable(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        chosen = _only_ids(letters)
        with transaction.atomic():
            count = index_again(chosen)
            record_all(request.user, Act.INDEX_AGAIN, chosen.only("reference"))
            transaction.on_commit(queue_index_update)
        self.message_user(request, f"{count} letters will be written again.", messages.SUCCESS)


def _only_ids(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """The same letters without the list's annotations, which updates do not bear."""
    return Letter.objects.filter(pk__in=list(letters.values_list("pk", flat=True)))


@admin.register(RemovedLetter)
class RemovedLetterAdmin(ReadOnlyAdmin[RemovedLetter]):
    list_title = "Letters deleted for good"
    list_display = ["reference", "removed_at", "purged_at", "trail"]
    fields = ["reference", "removed_at", "purged_at", "trail"]
    readonly_fields = ["trail"]
    search_fields = ["reference"]
    search_help_text = "Case number, or the file's name where the letter had none"

    @admin.display(description="audit trail")
    def trail(self, removed: RemovedLetter) -> SafeString:
        return link(trail_of(Letter(pk=removed.letter_id)), "What staff did with this letter")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
