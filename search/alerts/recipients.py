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
    addresses = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    address = addresses.first()
    return address.email if address else None
