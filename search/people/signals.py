"""What must happen whoever signs in or changes an account: by password, by passkey, in a test."""

import time
from typing import Any

from allauth.account.signals import user_signed_up
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from search.people import invitations
from search.people.middleware import NOTED_AT, SIGNED_IN_AT


@receiver(user_logged_in)
def note_sign_in(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Keep when the session began; allauth has just written it to the list of sessions."""
    request.session[SIGNED_IN_AT] = request.session[NOTED_AT] = int(time.time())


@receiver(user_signed_up)
def use_invitation_up(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    """An invitation is good for one account, also where sign-up is open to everybody."""
    invitations.use_up(request, user.email)


@receiver(authenticator_added)
def end_sessions_without_second_factor(
    sender: object, request: HttpRequest, user: User, **kwargs: Any
) -> None:
    """A session from before the second factor was opened by a password alone, perhaps a stolen one."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()
