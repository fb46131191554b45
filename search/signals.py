"""What must happen in the same transaction, whoever deletes: a view, the admin, a cascade, a shell."""

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from search.models import Letter, RemovedLetter
from search.queueing import queue_index_update


@receiver(pre_delete, sender=Letter)
def record_removal(sender: type[Letter], instance: Letter, **kwargs: Any) -> None:
    """Keep what the index needs to forget the letter."""
    RemovedLetter.record(instance)
    transaction.on_commit(queue_index_update)
