"""Make the first staff account, with a generated password that is shown once."""

import itertools
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.db import transaction

NAME = "staff"
HOST = "localhost"


class Command(BaseCommand):
    help = f"{__doc__ or ''} Staff without an e-mail address to sign in by get one."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(is_superuser=True).exists():
            self._give_addresses()
            return
        name, password = _free_name(), secrets.token_urlsafe(12)
        user = User.objects.create_superuser(name, f"{name}@{HOST}", password)
        _give_address(user)
        self.stdout.write(f"Staff account: {user.email}, password: {password} (shown this once)")

    def _give_addresses(self) -> None:
        """Accounts from before log-in by e-mail cannot sign in without an address that is confirmed."""
        for user in User.objects.filter(is_staff=True, emailaddress=None):
            _give_address(user)
            self.stdout.write(f"Staff account {user.get_username()} signs in as {user.email}")


def _give_address(user: User) -> None:
    """Confirm the account's address, or make it one of this machine where it has none of its own."""
    taken = EmailAddress.objects.filter(email__iexact=user.email, verified=True)
    if not user.email or taken.exists():
        user.email = f"staff{user.pk}@{HOST}"
    user.email = user.email.lower()
    user.save(update_fields=["email"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def _free_name() -> str:
    """`staff`, or `staff2` and so on where somebody has that name or address already."""
    names = itertools.chain([NAME], (f"{NAME}{number}" for number in itertools.count(2)))
    return next(name for name in names if not _is_taken(name))


def _is_taken(name: str) -> bool:
    return (
        User.objects.filter(username=name).exists()
        or EmailAddress.objects.filter(email=f"{name}@{HOST}").exists()
    )
