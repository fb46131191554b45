"""Make the first staff account, with a generated password that is shown once."""

import itertools
import secrets
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

NAME = "staff"


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(is_superuser=True).exists():
            return
        name, password = _free_name(), secrets.token_urlsafe(12)
        User.objects.create_superuser(name, password=password)
        self.stdout.write(f"Staff account: {name}, password: {password} (shown this once)")


def _free_name() -> str:
    """`staff`, or `staff2` and so on where somebody has that name already."""
    names = itertools.chain([NAME], (f"{NAME}{number}" for number in itertools.count(2)))
    return next(name for name in names if not User.objects.filter(username=name).exists())
