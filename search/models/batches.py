"""Batches of incoming files, and what became of each file."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from search.models.letters import Letter


class Batch(models.Model):
    """Files that were handed in together."""

    class Source(models.TextChoices):
        UPLOAD = "upload", "Upload"
        COMMAND = "command", "Command"
        DEMO = "demo", "Demo letters"

    source = models.CharField(max_length=10, choices=Source.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="batches"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"Batch {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("admin:search_batch_change", args=[self.pk])


class State(models.TextChoices):
    """Where an incoming file stands. A file has one state; the others than the first two are final."""

    WAITING = "waiting", "Waiting"
    READING = "reading", "Being read"
    IMPORTED = "imported", "Imported"
    REVISED = "revised", "Imported as a new revision"
    QUARANTINED = "quarantined", "Quarantined"
    KEPT_OUT = "kept_out", "Kept out, as its letter is"
    DUPLICATE = "duplicate", "Duplicate"
    UNPACKED = "unpacked", "Unpacked"
    REFUSED = "refused", "Refused"
    FAILED = "failed", "Failed"


OPEN_STATES = (State.WAITING, State.READING)


class IncomingFile(models.Model):
    """One file of a batch, an archive or a letter, and its result."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    archive = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="members"
    )
    position = models.PositiveIntegerField(help_text="Its place in the batch, or in its archive.")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    kind = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    reason = models.TextField(blank=True)
    letter = models.ForeignKey(
        Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="incoming_files"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["batch_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], name="one_file_a_position", condition=Q(archive__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["archive", "position"],
                name="one_member_a_position",
                condition=Q(archive__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "state"], name="file_batch_state"),
            models.Index(
                fields=["queued_at"], name="file_open", condition=Q(state__in=["waiting", "reading"])
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES
