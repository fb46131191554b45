"""In which order saved searches are held: by whoever changes several of them, or lets them go.

A run that announces holds them by their ids and writes mails to their owners. Who holds them in another
order, or the owner's row before it, would wait for it while it waits.
"""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from search.models import SavedQuery


def hold(several: QuerySet[SavedQuery]) -> None:
    """Hold saved searches until the transaction ends."""
    list(several.order_by("pk").select_for_update().values_list("pk"))


def hold_all_of(owner: User) -> QuerySet[SavedQuery]:
    """Hold all that an owner keeps, while nobody else changes their number or order, and give them."""
    # Not its key: a mail to the owner may be written meanwhile.
    User.objects.select_for_update(no_key=True).only("pk").get(pk=owner.pk)
    everyone = SavedQuery.objects.filter(owner=owner)
    hold(everyone)
    return everyone
