"""How far a batch is, and waiting for its end."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from django.db.models import Count
from tqdm import tqdm

from search.models import Batch, Letter
from search.models.batches import OPEN_STATES, State

_PATIENCE_SECONDS = 150.0
_LOOK_EVERY_SECONDS = 0.5
_PROBLEMS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch's files by state, how many of its letters wait to be searchable, and how many will not be."""

    counts: dict[str, int]
    waiting_for_index: int
    rejected_by_index: int

    @classmethod
    def of(cls, batch: Batch) -> "Progress":
        counted = batch.files.order_by().values_list("state").annotate(count=Count("pk"))
        letters = Letter.objects.filter(incoming_files__batch=batch).distinct()
        waiting = letters.waiting_for_index().count()
        rejected = letters.rejected_by_index().count()
        return cls(dict(counted), waiting, rejected)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def open(self) -> int:
        return sum(self.counts.get(state, 0) for state in OPEN_STATES)

    @property
    def closed(self) -> int:
        return self.total - self.open

    @property
    def is_read(self) -> bool:
        return self.open == 0

    @property
    def is_done(self) -> bool:
        return self.is_read and self.waiting_for_index == 0

    @property
    def results(self) -> list[tuple[str, int]]:
        """Each state that files are in, in words, with its count, in the order of a file's way."""
        return [(state.label, self.counts[state]) for state in State if self.counts.get(state)]

    def __str__(self) -> str:
        parts = [f"{count:,} {label.lower()}" for label, count in self.results]
        if self.waiting_for_index:
            parts.append(f"{self.waiting_for_index:,} not searchable yet")
        if self.rejected_by_index:
            parts.append(f"{self.rejected_by_index:,} rejected by the search index")
        return ", ".join(parts) or "no files"


def problems_of(batch: Batch) -> list[tuple[str, str]]:
    """Name and reason of the first files that were refused or failed."""
    bad = batch.files.filter(state__in=[State.REFUSED, State.FAILED]).order_by("pk")
    return list(bad.values_list("name", "reason")[:_PROBLEMS_SHOWN])


def wait_for(batch: Batch, bar_on: TextIO) -> Progress:
    """Wait until every file has its result and is searchable, or nothing has moved for long."""
    progress = Progress.of(batch)
    with tqdm(total=progress.total, desc="reading", unit=" files", file=bar_on, disable=None) as bar:
        for progress in _states(batch):
            bar.total = progress.total
            bar.update(progress.closed - bar.n)
    return progress


def _states(batch: Batch) -> Iterator[Progress]:
    moved_at, before = time.monotonic(), None
    while True:
        progress = Progress.of(batch)
        yield progress
        now = time.monotonic()
        if progress != before:
            moved_at, before = now, progress
        if progress.is_done or now - moved_at > _PATIENCE_SECONDS:
            return
        time.sleep(_LOOK_EVERY_SECONDS)
