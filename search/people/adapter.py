"""What allauth asks the portal: who may sign up, and where a request comes from."""

import time
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from search.people import invitations
from search.people.middleware import SIGNED_IN_AT
from search.people.secret_store import decrypted, encrypted
from search.web.rate_limits import client_address

# What stands for an address that the web server does not tell, as behind a socket.
_NO_ADDRESS = "0.0.0.0"  # noqa: S104  stored, never listened on
# What allauth calls the links in its mails; it makes them of the host that the request named.
_LINKS: Final = frozenset({"activate_url", "password_reset_url", "signup_url"})


def display_name(user: User) -> str:
    """What an account is called on its pages and in its mails."""
    return user.email or user.get_username()


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address and the password do not belong together. Check both.",
        "too_many_login_attempts": "There were too many attempts. Wait five minutes, then try again.",
        "incorrect_code": "This code is not right, or no longer good. Check it, or take a new one.",
        "incorrect_password": "This password is not right.",
        "enter_current_password": "This is not your present password.",
        "invalid_password_reset": "This link was used before, or is too old. Ask for another one.",
        "same_as_current": "This is the address that your account has already.",
        "duplicate_email": "This is the address that your account has already.",
        "rate_limited": "There were too many attempts. Wait a minute, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if settings.ENVIRONMENT.sign_up == "open":
            return True
        return settings.ENVIRONMENT.sign_up == "invitation" and invitations.accepted_in(request) is not None

    def clean_email(self, email: str) -> str:
        """Hold an address to the length that the database keeps, which Django's form field does not."""
        if len(email) > app_settings.EMAIL_MAX_LENGTH:
            raise ValidationError(f"An address has at most {app_settings.EMAIL_MAX_LENGTH} characters.")
        return email

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address to count guesses by; proxies are believed where TRUSTED_PROXIES names them."""
        address = client_address(request).partition("/")[0]
        return _NO_ADDRESS if address == "unknown" else address

    def is_safe_url(self, url: str | None) -> bool:
        """Lead to pages of the host that was asked alone, not to all that the portal may be asked by."""
        host, is_secure = self.request.get_host(), self.request.is_secure()
        return url_has_allowed_host_and_scheme(url, {host}, require_https=is_secure)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Spare the question to who has just answered it: allauth alone would ask right after the log-in."""
        required = bool(super().is_reauthentication_required(app=app, **kwargs))
        signed_in_at = self.request.session.get(SIGNED_IN_AT, 0)
        return required and time.time() - signed_in_at >= app_settings.REAUTHENTICATION_TIMEOUT

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Links begin with the portal's own address (PORTAL_URL), whatever host the request was sent to."""
        ours = {name: _at_portal(str(context[name])) for name in _LINKS & context.keys()}
        super().send_mail(template_prefix, email, context | ours)

    def render_mail(self, *args: object, **kwargs: object) -> EmailMessage:
        """Mails of accounts are written by a program: who is away must not answer them."""
        message: EmailMessage = super().render_mail(*args, **kwargs)
        message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
        return message


def _at_portal(address: str) -> str:
    return f"{settings.ENVIRONMENT.portal_url}{urlsplit(address).path}"


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": "Confirm your e-mail address before you set up a second factor.",
    }

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  allauth's own name
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Key {count + 1}"

    def encrypt(self, text: str) -> str:
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text)
