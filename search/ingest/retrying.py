"""Once more, at a person's word: failed and refused files go back to the start of their way."""

from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from search.models import IncomingFile
from search.models.batches import State
from search.queueing import queue_reading


def retry(files: QuerySet[IncomingFile]) -> int:
    """Queue the failed and refused among `files` that were kept. Returns how many.

    What has a letter was refused by a person, who has read it: reading it again would lose that word.
    """
    again = files.filter(state__in=[State.FAILED, State.REFUSED], letter=None).exclude(sha256="")
    ids = list(again.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        IncomingFile.objects.filter(pk__in=ids).update(
            state=State.WAITING, reason="", attempts=0, queued_at=timezone.now(), finished_at=None
        )
        for file_id in ids:
            transaction.on_commit(partial(queue_reading, file_id))
    return len(ids)
