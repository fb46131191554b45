"""Invitations as administrators see them: invite an address, send the link again, take it back."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from search.admin.traced import TracedAdmin
from search.models import Invitation
from search.people import invitations

_SHOWN = ("email", "state", "invited_by", "created_at", "expires_at", "accepted_at")


class InvitationForm(forms.ModelForm[Invitation]):
    class Meta:
        model = Invitation
        fields = ["email"]
        labels = {"email": "E-mail address"}
        help_texts = {
            "email": f"Gets a mail with a link, which is good for {invitations.DAYS} days and one account."
        }

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if invitations.has_account(email):
            raise forms.ValidationError(f"{email} has an account already.")
        return email


@admin.register(Invitation)
class InvitationAdmin(TracedAdmin[Invitation]):
    list_title = "Invitations"
    form = InvitationForm
    list_display = ["email", "state", "invited_by", "created_at", "expires_at"]
    list_select_related = ["invited_by"]
    search_fields = ["email"]
    search_help_text = "E-mail address"
    actions = ["send_again"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*_SHOWN] if obj else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*_SHOWN] if obj else ["email"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return "accepted"
        return "open" if invitation.expires_at > timezone.now() else "expired"

    def save_model(
        self, request: HttpRequest, obj: Invitation, form: ModelForm[Invitation], change: bool
    ) -> None:
        """Invite instead of only storing; the row made is the one that the admin goes on with."""
        made = invitations.invite(obj.email, cast(User, request.user))
        obj.__dict__.update(made.__dict__)

    @admin.action(description="Send the link again", permissions=["add"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Invitation]) -> None:
        sent = 0
        for invitation in chosen:
            try:
                invitations.send_again(invitation, cast(User, request.user))
                sent += 1
            except invitations.CannotInvite as error:
                self.message_user(request, str(error), messages.WARNING)
        if sent:
            self.message_user(
                request, f"{sent} invitations sent again; the links before are void.", messages.SUCCESS
            )
