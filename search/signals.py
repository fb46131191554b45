"""What must happen in the same transaction, whoever deletes: a view, the admin, a cascade, a shell."""

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from search.models import Letter, RemovedLetter
from search.queueing import PURGE_REMOVED, queue


@receiver(pre_delete, sender=Letter)
def record_removal(sender: type[Letter], instance: Letter, **kwargs: Any) -> None:
    """Keep what the index needs to forget the letter."""
    removed = RemovedLetter.record(instance)
    transaction.on_commit(lambda: queue(PURGE_REMOVED, removed.pk))
