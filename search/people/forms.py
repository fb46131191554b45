"""The forms of accounts: allauth's in the portal's words, and the portal's own."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.conf import settings

from search.models import Preferences
from search.people import invitations

EMAIL = "E-mail address"
STRENGTH_HELP = "At least 12 characters, no common password, and nothing like your address."
DELETE_WORD = "delete"


class LoginForm(account_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = EMAIL
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        # The page has a link of its own for a forgotten password.
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Stay signed in for two weeks"
        self.fields["remember"].help_text = "Choose it on a device that only you use."

    @property
    def may_sign_up(self) -> bool:
        return bool(get_adapter().is_open_for_signup(self.request))


class SignupForm(account_forms.SignupForm):
    """Sign-up; who came by an invitation signs up for the invited address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = EMAIL
        _ask_for_new_password(self, "Password")
        self.invitation = invitations.accepted_in(context.request)
        if self.invitation:
            self.fields["email"].initial = self.invitation.email
            self.fields["email"].help_text = "Your invitation is for this address."

    def clean_email(self) -> str:
        """Hold an invited visitor to the invited address where sign-up is by invitation alone."""
        email = str(super().clean_email())
        by_invitation = settings.ENVIRONMENT.sign_up == "invitation"
        if by_invitation and self.invitation and email != self.invitation.email:
            raise forms.ValidationError(f"Your invitation is for {self.invitation.email}: type this address.")
        return email


class ResetPasswordForm(account_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = EMAIL


class ChangePasswordForm(account_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Current password"
        _ask_for_new_password(self, "New password")


class SetPasswordForm(account_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_new_password(self, "New password")


class ResetPasswordKeyForm(account_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_new_password(self, "New password")


class AddEmailForm(account_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "New e-mail address"


class PreferencesForm(forms.ModelForm[Preferences]):
    class Meta:
        model = Preferences
        fields = ["keeps_recent_searches"]
        labels = {"keeps_recent_searches": "Keep my recent searches"}
        help_texts = {
            "keeps_recent_searches": "Only you see them. Switched off, the ones that are kept are erased."
        }


class DeleteAccountForm(forms.Form):
    word = forms.CharField(
        label=f"Type “{DELETE_WORD}” to delete your account",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_word(self) -> str:
        if self.cleaned_data["word"].strip().lower() != DELETE_WORD:
            raise forms.ValidationError(
                f"Type the word {DELETE_WORD}, or leave this page to keep your account."
            )
        return DELETE_WORD


def _ask_for_new_password(form: forms.Form, label: str) -> None:
    form.fields["password1"].label, form.fields["password1"].help_text = label, STRENGTH_HELP
    form.fields["password2"].label = "The same password again"
