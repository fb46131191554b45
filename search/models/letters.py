"""Letters, their determinations, the files they came from, and what is left of a removed one."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from search.letters.facts import OUTCOMES


class Outcome(models.TextChoices):
    """What became of the denial, with the words that are shown."""

    UPHELD = "upheld", OUTCOMES["upheld"]
    OVERTURNED = "overturned", OUTCOMES["overturned"]


class Visibility(models.TextChoices):
    """Who may see a letter: everybody, or staff alone: it may tell who a person is, or was taken out."""

    PUBLIC = "public", "Public"
    QUARANTINED = "quarantined", "In quarantine"
    REFUSED = "refused", "Refused"
    REMOVED = "removed", "Removed"


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting_for_index(self) -> "LetterQuerySet":
        """Letters whose newest revision the index does not hold, those it rejected left out."""
        return self.filter(indexed_revision__lt=F("revision")).exclude(rejected_revision=F("revision"))

    def public(self) -> "LetterQuerySet":
        return self.filter(visibility=Visibility.PUBLIC)

    def rejected_by_index(self) -> "LetterQuerySet":
        return self.filter(indexed_revision__lt=F("revision"), rejected_revision=F("revision"))


class Letter(models.Model):
    """One final determination letter as it was read; `revision` grows with every change of it."""

    reference = models.CharField(max_length=200, unique=True)
    case_number = models.CharField(max_length=20, unique=True, null=True, blank=True)
    layout = models.CharField(max_length=20)
    unread_reason = models.TextField(blank=True)
    reader_version = models.CharField(max_length=40)
    priority = models.CharField(max_length=20, blank=True)
    assigned_on = models.DateField(null=True, blank=True)
    injured_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    ur_denied_on = models.DateField("utilization review denied on", null=True, blank=True)
    received_on = models.DateField("application received on", null=True, blank=True)
    reviewer_states = models.JSONField(default=list, blank=True)
    reviewer_specialties = models.JSONField(default=list, blank=True)
    claimant_age = models.PositiveSmallIntegerField(null=True, blank=True)
    claimant_sex = models.CharField(max_length=10, blank=True)
    case_summary = models.TextField(blank=True)
    text = models.TextField(help_text="The letter's own text; pages are parted by form feeds.")
    findings = models.JSONField(default=list, blank=True)
    spans = models.JSONField(default=dict, blank=True)
    by_ocr = models.BooleanField("read by text recognition", default=False)
    visibility = models.CharField(
        max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC, db_index=True
    )
    identifiers = models.JSONField(default=list, blank=True)
    removal_reason = models.TextField(blank=True, help_text="Why staff took the letter out; for staff alone.")
    original_sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    revision = models.PositiveIntegerField(default=1)
    indexed_revision = models.PositiveIntegerField(default=0, editable=False)
    rejected_revision = models.PositiveIntegerField(default=0, editable=False)
    index_error = models.TextField(blank=True, editable=False)
    highest_number = models.PositiveIntegerField(
        default=0, editable=False, help_text="The most determinations any revision had; the rest are purged."
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        permissions = [
            ("judge_letter", "May release and refuse letters in quarantine"),
            ("remove_letter", "May take letters out and put them back"),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="letter_waiting_for_index",
                condition=Q(indexed_revision__lt=F("revision")),
            ),
            models.Index(fields=["updated_at"], name="letter_updated_at"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("letter", args=[self.reference])

    @property
    def is_read(self) -> bool:
        return not self.unread_reason

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC


class Determination(models.Model):
    """One disputed item of a letter, numbered from 1 in the letter's order."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="determinations")
    number = models.PositiveSmallIntegerField()
    treatment = models.TextField()
    requested = models.TextField(blank=True, help_text="The original request, where a part was authorized.")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    category = models.CharField(max_length=40)
    subcategory = models.CharField(max_length=60, blank=True)
    drugs = models.JSONField(default=list, blank=True)
    body_regions = models.JSONField(default=list, blank=True)
    details = models.JSONField(default=dict, blank=True)
    claims_administrator_citation = models.TextField(blank=True)
    reviewer_citation = models.TextField(blank=True)
    claims_administrator_guidelines = models.JSONField(default=list, blank=True)
    reviewer_guidelines = models.JSONField(default=list, blank=True)
    rationale = models.TextField(blank=True)
    reasons = models.JSONField(default=list, blank=True)
    spans = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["letter_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="one_determination_a_number")
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return f"{self.letter.get_absolute_url()}#{self.number}"

    @property
    def reference(self) -> str:
        return f"{self.letter.reference}#{self.number}"


class Original(models.Model):
    """A file that a letter was read from, kept under the hash of its content."""

    sha256 = models.CharField(max_length=64, unique=True)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="originals")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class RemovedLetter(models.Model):
    """A letter that was deleted: kept so that its documents leave the index even after an outage."""

    letter_id = models.BigIntegerField(unique=True)
    reference = models.CharField(max_length=200, db_index=True)
    revision = models.PositiveIntegerField(help_text="The version that the index must delete at.")
    highest_number = models.PositiveIntegerField()
    removed_at = models.DateTimeField(auto_now_add=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="removed_not_purged", condition=Q(purged_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def record(cls, letter: Letter) -> "RemovedLetter":
        """Note that `letter` is going, in the transaction that deletes it."""
        # Whoever deletes it may have loaded it before its last revision was stored.
        stored = Letter.objects.select_for_update().filter(pk=letter.pk)
        newest = stored.only("reference", "revision", "highest_number").first() or letter
        values: dict[str, Any] = {
            "reference": newest.reference,
            "revision": newest.revision + 1,
            "highest_number": newest.highest_number,
        }
        return cls.objects.update_or_create(letter_id=letter.pk, defaults=values)[0]
