"""What became public, and what changed of it: the ledger that saved queries and alerts go by.

A letter's news is written in the transaction that stores, releases or reads it again. Its `position` is given
later, by one writer at a time and once the index holds the letter: who has seen all up to a position misses
nothing that commits late.
"""

from django.db import models
from django.db.models import Q

from search.models.letters import Letter, Outcome


class News(models.Model):
    """A determination that can be found for the first time, or whose outcome is another than before.

    It outlives its letter, so that one deleted and handed in again is no news.
    """

    class Kind(models.TextChoices):
        NEW = "new", "New"
        CHANGED = "changed", "Outcome changed"

    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="news")
    reference = models.CharField(max_length=200, help_text="The letter's reference.")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    previous_outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    revision = models.PositiveIntegerField(help_text="The letter's revision that told it.")
    created_at = models.DateTimeField(auto_now_add=True)
    position = models.BigIntegerField(
        null=True, help_text="Its place in the order in which all see it; 0 for what was there before."
    )

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "news"
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "number"], condition=Q(kind="new"), name="new_once_a_determination"
            ),
            models.UniqueConstraint(
                fields=["position"], condition=Q(position__gt=0), name="one_news_a_position"
            ),
        ]
        indexes = [
            models.Index(fields=["reference", "number", "-id"], name="news_of_determination"),
            models.Index(fields=["created_at"], name="news_created_at"),
            models.Index(fields=["id"], name="news_without_position", condition=Q(position__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.reference}#{self.number}: {self.get_kind_display().lower()}"


class NewsCounter(models.Model):
    """The last position given; its one row is locked while positions are given."""

    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.position)
