"""What belongs to accounts beside allauth's rows: invitations, tokens, preferences."""

from django.conf import settings
from django.db import models


class Preferences(models.Model):
    """What an account has chosen for itself; without a row, the defaults hold."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="preferences"
    )
    keeps_recent_searches = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"Preferences of account {self.pk}"


class Invitation(models.Model):
    """Leave for one address to make an account; its link goes by mail, the database keeps a hash of it."""

    email = models.EmailField(max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.email


class ApiToken(models.Model):
    """A personal token to read with; shown once, kept as a hash."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    start = models.CharField(max_length=12, help_text="Its first characters, to tell it from others.")
    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=10, default="read")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
