"""The result of an incoming file: written once, whoever comes first."""

from django.utils import timezone

from search.models import IncomingFile, Letter
from search.models.batches import OPEN_STATES, State


def finish(file: IncomingFile, state: State, reason: str = "", letter: Letter | None = None) -> bool:
    """Give an open file its result. Returns False where it already had one."""
    return bool(
        IncomingFile.objects.filter(pk=file.pk, state__in=OPEN_STATES).update(
            state=state, reason=reason, letter=letter, kind=file.kind, finished_at=timezone.now()
        )
    )
