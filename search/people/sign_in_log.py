"""Sign-ins in the log: who by number, or that it failed, and from where; never what was typed."""

import logging
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from search.web.rate_limits import client_address

logger = logging.getLogger("search.sign_ins")


@receiver(user_logged_in)
def log_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    logger.info("account %s signed in from %s", user.pk, _place(request))


@receiver(user_logged_out)
def log_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        logger.info("account %s signed out from %s", user.pk, _place(request))


@receiver(user_login_failed)
def log_failure(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    logger.warning("a sign-in failed from %s", _place(request))


@receiver(authentication_step_completed)
def log_step(sender: Any, request: HttpRequest, user: User, method: str, **kwargs: Any) -> None:
    logger.info("account %s gave its %s from %s", user.pk, method, _place(request))


@receiver(authentication_failed)
def log_second_factor_failure(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    logger.warning("a second factor of account %s failed from %s", user.pk, _place(request))


def _place(request: HttpRequest | None) -> str:
    return client_address(request) if request is not None else "no request"
