"""Tokens as rows: made, found by their secret, noted as used, revoked."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from search.models import ApiToken
from search.people.access import KEEP_OWN
from search.people.tokens.secret import START_LENGTH, hash_of, is_well_formed, new_secret

# So many tokens an account may have in use at a time.
LIMIT: Final = 20
# A token's last use is written so often at most: not at each of six hundred requests a minute.
_NOTED_EVERY: Final = timedelta(minutes=10)


class TooManyTokens(Exception):
    """The owner has as many tokens in use as there may be."""


class NameTaken(Exception):
    """The owner has a token of this name in use."""


class BadToken(Exception):
    """A secret that opens nothing; the message says why, to whoever has the whole secret."""


def make_token(owner: User, name: str, expires_at: datetime | None) -> tuple[ApiToken, str]:
    """A new token and its secret, which is kept nowhere: show it now or never.

    Raises:
        NameTaken: the owner has a token of this name in use.
        TooManyTokens: the owner has LIMIT tokens in use.
    """
    secret = new_secret()
    with transaction.atomic():
        # One at a time for each owner, or two requests at once pass the limit together.
        User.objects.select_for_update().get(pk=owner.pk)
        in_use = list(usable(owner, timezone.now()).values_list("name", flat=True))
        if name in in_use:
            raise NameTaken
        if len(in_use) >= LIMIT:
            raise TooManyTokens
        token = ApiToken.objects.create(
            owner=owner,
            name=name,
            start=secret[:START_LENGTH],
            token_hash=hash_of(secret),
            expires_at=expires_at,
        )
    return token, secret


def usable(owner: User, now: datetime) -> QuerySet[ApiToken]:
    """The owner's tokens that open something."""
    unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    return ApiToken.objects.filter(unexpired, owner=owner, revoked_at__isnull=True)


def find_token(secret: str, now: datetime) -> ApiToken:
    """The token of a secret, with its owner as a reader without any other right.

    Raises:
        BadToken: nobody made it, it is revoked or expired, or its owner may not use it any more.
    """
    if not is_well_formed(secret):
        raise BadToken("This is no token of the portal: it is mistyped or cut off.")
    # Looked up by the hash: how long it takes tells nothing of the secret.
    found = ApiToken.objects.filter(token_hash=hash_of(secret)).select_related("owner")
    token = found.annotate(may_keep=Exists(_leave_to_keep())).first()
    if token is None:
        raise BadToken("There is no such token.")
    if token.revoked_at:
        raise BadToken("This token was revoked.")
    if token.expires_at and token.expires_at <= now:
        raise BadToken("This token has expired.")
    owner = token.owner
    if not owner.is_active or not (token.may_keep or owner.is_superuser):
        raise BadToken("The account of this token may not use tokens any more.")
    _take_rights(owner)
    return token


def note_use(token: ApiToken, now: datetime) -> None:
    """Write down that a token was used, where the last note is old."""
    stale = now - _NOTED_EVERY
    if token.last_used_at and token.last_used_at > stale:
        return
    unnoted = Q(last_used_at__isnull=True) | Q(last_used_at__lte=stale)
    ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)


def revoke(token: ApiToken, now: datetime) -> None:
    """Make a token useless, for good."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now)


def _leave_to_keep() -> QuerySet[Permission]:
    app_label, codename = KEEP_OWN.split(".")
    held = Q(group__user=OuterRef("owner")) | Q(user=OuterRef("owner"))
    return Permission.objects.filter(held, content_type__app_label=app_label, codename=codename)


def _take_rights(owner: User) -> None:
    """Leave the loaded account, never saved, what a token may do: a curator's token opens no quarantine."""
    owner.is_staff = owner.is_superuser = False
    # Where Django's backend keeps the rights that it found.
    owner._perm_cache = {KEEP_OWN}  # type: ignore[attr-defined]
