"""What readers keep for themselves: queries with their alerts, decisions, and what they searched lately."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from search.models.letters import Letter, Outcome
from search.models.mail import OutgoingMail
from search.models.news import News

# The version of the search's parameters; one that renames or drops a parameter counts it up
# (search/saved/parameters.py brings older ones up to it).
PARAMETERS_VERSION = 1


class Frequency(models.TextChoices):
    """How often a saved query's owner is told by mail."""

    OFF = "off", "Off"
    WEEKLY = "weekly", "Weekly"
    DAILY = "daily", "Daily"
    AT_ONCE = "at_once", "As it happens"


class SavedQuery(models.Model):
    """A search that its owner keeps: the address's parameters, and how its owner is told of what is new."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_queries"
    )
    name = models.CharField(max_length=100)
    note = models.TextField(max_length=2000, blank=True)
    label = models.CharField(max_length=50, blank=True)
    place = models.PositiveIntegerField(default=0, help_text="Its place in the owner's list.")
    parameters = models.TextField(help_text="As they stand in an address, without page and cursor.")
    parameters_version = models.PositiveSmallIntegerField(default=PARAMETERS_VERSION)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    looked_position = models.BigIntegerField(default=0, help_text="The news that its owner has seen.")
    looked_at = models.DateTimeField(null=True, blank=True)

    frequency = models.CharField(max_length=10, choices=Frequency.choices, default=Frequency.OFF)
    announced_position = models.BigIntegerField(default=0, help_text="The news that the mails have reached.")
    due_at = models.DateTimeField(null=True, blank=True, help_text="When to look for news; never where null.")
    alert_error = models.TextField(blank=True, help_text="Why the last look for news failed.")

    # What makes secret addresses valid: another nonce revokes them. Empty: there is none.
    unsubscribe_nonce = models.CharField(max_length=32, blank=True)
    feed_nonce = models.CharField(max_length=32, blank=True)
    share_nonce = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["place", "-id"]
        verbose_name_plural = "saved queries"
        permissions = [("keep_own", "May keep queries, decisions and tokens of their own")]
        indexes = [models.Index(fields=["due_at"], name="saved_query_due", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return self.name


class Announcement(models.Model):
    """What a saved query's owner was told: written in the transaction that queues the mail."""

    saved_query = models.ForeignKey(SavedQuery, on_delete=models.CASCADE, related_name="announcements")
    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="announcements")
    mail = models.ForeignKey(OutgoingMail, null=True, on_delete=models.SET_NULL, related_name="announcements")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    previous_outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saved_query", "news"], name="announced_once_a_query")]

    def __str__(self) -> str:
        return f"{self.news} to {self.saved_query}"


class KeptDecision(models.Model):
    """A determination on its owner's case list. It outlives the letter, as a line without its words."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_decisions"
    )
    letter = models.ForeignKey(
        Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="kept_decisions"
    )
    reference = models.CharField(max_length=200, help_text="The letter's reference.")
    number = models.PositiveSmallIntegerField(help_text="0 for a letter that could not be read.")
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, blank=True, help_text="When it was kept."
    )
    label = models.CharField(max_length=50, blank=True)
    note = models.TextField(max_length=5000, blank=True)
    place = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["place", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "reference", "number"], name="kept_once_an_owner")
        ]

    def __str__(self) -> str:
        return f"{self.reference}#{self.number}"


class RecentSearch(models.Model):
    """A search that its owner made lately; theirs alone, and erasable."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recent_searches"
    )
    parameters = models.TextField()
    fingerprint = models.CharField(max_length=64, help_text="Of the parameters, to meet the same ones again.")
    searched_at = models.DateTimeField()

    class Meta:
        ordering = ["-searched_at"]
        verbose_name_plural = "recent searches"
        constraints = [models.UniqueConstraint(fields=["owner", "fingerprint"], name="recent_once_an_owner")]
        indexes = [models.Index(fields=["owner", "-searched_at"], name="recent_of_owner")]

    def __str__(self) -> str:
        return self.parameters
