"""The forms of passkeys: allauth's, held against answers that no browser gives, and in the portal's words.

Allauth and its library for WebAuthn take the browser's answer for well formed: a missing member, a broken
piece or deep nesting would end as an error of the server's.
"""

import struct
from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.exceptions import ValidationError

NAME_LENGTH: Final = 100
_LONGEST: Final = 50_000
# What reading a broken answer ends in.
_BROKEN: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


class CredentialField(forms.JSONField):
    """The browser's answer, as JSON."""

    def __init__(self) -> None:
        super().__init__(required=True, widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """Read it.

        Raises:
            ValidationError: it is too long, no JSON, nested too deep, or has too large a number.
        """
        try:
            if isinstance(value, str) and len(value) > _LONGEST:
                raise refusal()
            return super().to_python(value)
        except (RecursionError, ValueError) as error:
            raise refusal() from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A form that is shown again waits for another answer."""
        return initial

    def prepare_value(self, value: Any) -> str:
        return ""


def refusal() -> ValidationError:
    return ValidationError("This key was not recognised. Try it again, or use another way.")


class AnswerForm(webauthn_forms.AuthenticateWebAuthnForm):
    credential = CredentialField()

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError:
            raise
        except _BROKEN as error:
            raise refusal() from error


class LoginPasskeyForm(AnswerForm, webauthn_forms.LoginWebAuthnForm):
    credential = CredentialField()


class ReauthenticatePasskeyForm(AnswerForm, webauthn_forms.ReauthenticateWebAuthnForm):
    credential = CredentialField()


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    name = forms.CharField(required=False, max_length=NAME_LENGTH, label="A name to tell it from your others")
    credential = CredentialField()
    passwordless = forms.BooleanField(
        required=False,
        initial=True,
        label="Sign in with it alone, without a password",
        help_text="The device then asks for its PIN, a fingerprint or your face."
        " Without this it is a second step after the password.",
    )

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except ValidationError:
            raise
        except _BROKEN as error:
            raise refusal() from error

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        return name or str(get_adapter().generate_authenticator_name(self.user, "webauthn"))


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):
    name = forms.CharField(max_length=NAME_LENGTH, label="Name")
