"""Batches: an upload form, and a page that shows how far the files are."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from search.admin.readonly import ReadOnlyAdmin
from search.admin.traced import trail_of
from search.forms import UploadForm
from search.ingest.progress import Progress
from search.ingest.receiving import deliver_upload, open_batch, receive
from search.ingest.retrying import retry
from search.models import Batch, IncomingFile
from search.models.batches import State
from search.traces.acts import Act
from search.traces.recording import record

FILES_SHOWN = 200
NEEDS_A_PERSON = [State.FAILED, State.REFUSED]


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin[Batch]):
    list_title = "Batches"
    list_display = ["__str__", "source", "handed_in_by", "created_at", "progress"]
    list_select_related = ["created_by"]
    # Each row's progress is counted.
    list_per_page = 25
    list_filter = ["source"]
    date_hierarchy = "created_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_ingest_permission(request)

    @admin.display(description="handed in by")
    def handed_in_by(self, batch: Batch) -> str:
        return (batch.created_by.email or f"account {batch.created_by_id}") if batch.created_by else "-"

    @admin.display
    def progress(self, batch: Batch) -> str:
        return str(Progress.of(batch))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:batch_id>/progress/", view(self.progress_view), name="search_batch_progress"),
            path("<int:batch_id>/retry/", view(self.retry_view), name="search_batch_retry"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The upload form; a POST makes the batch and shows its page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                batch = open_batch(Batch.Source.UPLOAD, cast(User, request.user))
                record(request.user, Act.BATCH_OPENED, batch, {"files": len(form.cleaned_data["letters"])})
            receive(batch, (deliver_upload(file.name or "", file) for file in form.cleaned_data["letters"]))
            return redirect(batch)
        context = {**self.admin_site.each_context(request), "title": "Hand letters in", "form": form}
        return TemplateResponse(request, "admin/search/batch/upload.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The batch's page: a bar, the counts, and each file's result."""
        context = {**self.admin_site.each_context(request), **self._shown(request, object_id)}
        return TemplateResponse(request, "admin/search/batch/batch.html", context)

    def progress_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """The part of the batch's page that changes, for the page's script."""
        return TemplateResponse(request, "admin/search/batch/_progress.html", self._shown(request, batch_id))

    def retry_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Queue the batch's failed and refused files once more (POST)."""
        batch = self._batch(request, batch_id)
        if request.method == "POST":
            if not self.has_add_permission(request):
                raise PermissionDenied
            with transaction.atomic():
                count = retry(batch.files.all())
                record(request.user, Act.FILES_AGAIN, batch, {"files": count})
            self.message_user(request, f"{count} files are read once more.", messages.SUCCESS)
        return redirect(batch)

    def _batch(self, request: HttpRequest, batch_id: Any) -> Batch:
        batch = self.get_object(request, str(batch_id))
        if batch is None:
            raise Http404
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        return batch

    def _shown(self, request: HttpRequest, batch_id: Any) -> dict[str, Any]:
        batch = self._batch(request, batch_id)
        people_first = Case(
            When(state__in=NEEDS_A_PERSON, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        files = batch.files.select_related("letter", "archive").order_by(people_first, "pk")
        return {
            "title": str(batch),
            "batch": batch,
            "progress": Progress.of(batch),
            "files": files[:FILES_SHOWN],
            "files_shown": FILES_SHOWN,
            "trail": trail_of(batch),
            "handed_in_by": self.handed_in_by(batch),
            "can_retry": self.has_add_permission(request) and _needs_a_person(batch),
        }


def _needs_a_person(batch: Batch) -> bool:
    return batch.files.filter(state__in=NEEDS_A_PERSON).exists()


@admin.register(IncomingFile)
class IncomingFileAdmin(ReadOnlyAdmin[IncomingFile]):
    list_title = "Incoming files"
    list_display = ["name", "batch", "state", "reason", "letter", "size", "finished_at"]
    list_filter = ["state"]
    also_narrowed_by = ["batch"]
    list_select_related = ["batch", "letter"]
    search_fields = ["name", "sha256__exact"]
    search_help_text = "The file's name, or its whole SHA-256"
    fields = [
        "name",
        "batch",
        "archive",
        "state",
        "reason",
        "letter",
        "size",
        "kind",
        "queued_at",
        "finished_at",
    ]
    actions = ["read_again"]
    show_full_result_count = False

    @admin.action(description="Read failed and refused files once more", permissions=["ingest"])
    def read_again(self, request: HttpRequest, files: QuerySet[IncomingFile]) -> None:
        batches = Batch.objects.filter(files__in=files).distinct()
        count = 0
        for batch in batches:
            with transaction.atomic():
                again = retry(files.filter(batch=batch))
                record(request.user, Act.FILES_AGAIN, batch, {"files": again})
            count += again
        self.message_user(request, f"{count} files are read once more.", messages.SUCCESS)
