"""What was left lying: files whose task is lost with a worker or a broker are queued anew."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from search.models import IncomingFile
from search.models.batches import State
from search.queueing import queue_reading

# A file that was claimed longer ago than a task may run has lost its worker.
LEASE = timedelta(seconds=settings.READ_SECONDS + 15)
# A file that waits this long while the queue is empty has lost its message.
GRACE = timedelta(seconds=30)
AT_ONCE = 1000


def sweep(queue_is_empty: bool) -> int:
    """Queue files that nobody works on. Returns how many."""
    lost = list(_lost(queue_is_empty).order_by("queued_at").values_list("pk", flat=True)[:AT_ONCE])
    IncomingFile.objects.filter(pk__in=lost).update(queued_at=timezone.now())
    for file_id in lost:
        queue_reading(file_id)
    return len(lost)


def _lost(queue_is_empty: bool) -> QuerySet[IncomingFile]:
    now = timezone.now()
    lost = Q(state=State.READING, started_at__lt=now - LEASE, queued_at__lt=now - GRACE)
    if queue_is_empty:
        lost |= Q(state=State.WAITING, queued_at__lt=now - GRACE)
    return IncomingFile.objects.filter(lost)
