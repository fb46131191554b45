"""Invitations: leave for one address to make an account, given by mail.

The link's secret is random and goes by mail alone; the database keeps its hash. Opening the link shows that
its reader has the address, so it needs no further confirmation.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from search.models import Invitation

DAYS: Final = 14
SECRET_LENGTH: Final = 43
_IN_SESSION: Final = "invitation"


class CannotInvite(Exception):
    """The message says why, and what to do instead."""


@transaction.atomic
def invite(email: str, by: User) -> Invitation:
    """Invite an address, and queue its mail.

    One that is invited already gets another link; the former one is void.

    Raises:
        CannotInvite: the address has an account.
    """
    email = email.strip().lower()
    if has_account(email):
        raise CannotInvite(f"{email} has an account already.")
    secret = secrets.token_urlsafe(32)
    Invitation.objects.filter(email=email, accepted_at=None).delete()
    invitation = Invitation.objects.create(
        email=email,
        token_hash=_hash(secret),
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    address = f"{settings.ENVIRONMENT.portal_url}{reverse('invitation', args=[secret])}"
    context: dict[str, Any] = {"address": address, "days": DAYS}
    get_adapter().send_mail("account/email/invitation", email, context)
    return invitation


def has_account(email: str) -> bool:
    return bool(EmailAddress.objects.filter(email__iexact=email, verified=True).exists())


def send_again(invitation: Invitation, by: User) -> None:
    """Send another link for an open invitation; the former one is void.

    Raises:
        CannotInvite: it was accepted, or the address has an account by now.
    """
    if invitation.accepted_at is not None:
        raise CannotInvite(f"{invitation.email} has accepted the invitation.")
    invite(invitation.email, by)


def open_invitation(secret: str) -> Invitation | None:
    """The invitation that a link's secret opens; None where it is wrong, used, revoked or too old."""
    return _still_open().filter(token_hash=_hash(secret)).first()


def accept_later(request: HttpRequest, invitation: Invitation) -> None:
    """Keep for the sign-up that this visitor has come by the invitation's link."""
    request.session[_IN_SESSION] = invitation.token_hash
    get_adapter().stash_verified_email(request, invitation.email)


def accepted_in(request: HttpRequest) -> Invitation | None:
    """The invitation whose link this visitor opened, as long as it holds."""
    token_hash = request.session.get(_IN_SESSION)
    return _still_open().filter(token_hash=token_hash).first() if token_hash else None


def use_up(request: HttpRequest, email: str) -> None:
    """Mark the visitor's invitation as used, where it was for this address: it is good for one account."""
    if token_hash := request.session.pop(_IN_SESSION, None):
        opened = _still_open().filter(token_hash=token_hash, email__iexact=email)
        opened.update(accepted_at=timezone.now())


def _still_open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, expires_at__gt=timezone.now())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
