"""Who may be told by mail, and at which address."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User

from search.people.access import KEEP_OWN


def confirmed_address(user: User) -> str | None:
    """Where to write to an account that may be told: its confirmed address, the primary one first.

    None where it is switched off, has lost the right to keep searches, or has confirmed no address.
    """
    if not user.is_active or not user.has_perm(KEEP_OWN):
        return None
    return confirmed_addresses({user.pk}).get(user.pk)


def confirmed_addresses(user_ids: set[int]) -> dict[int, str]:
    """Where to write to each account: its confirmed address, the primary one first."""
    rows = EmailAddress.objects.filter(user__in=user_ids, verified=True).order_by("primary", "-pk")
    return dict(rows.values_list("user_id", "email"))
