"""Is the index still a copy of the database? Both are read through and compared, document by document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count
from opensearchpy.helpers import scan

from search.documents import UNREAD_NUMBER
from search.index.engine import engine_errors, indexing_client
from search.index.keeping import index_again, sweep
from search.index.writer import purge_letters
from search.models import Letter, RemovedLetter

# Letter id to the revision of each of its documents, by number.
Copy = dict[int, dict[int, int]]


@dataclass(slots=True)
class Drift:
    """How index and database differ, by letter id; letters marked as waiting are not drift."""

    missing: set[int] = field(default_factory=set)
    stale: set[int] = field(default_factory=set)
    orphaned: Copy = field(default_factory=dict)
    waiting: int = 0
    rejected: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.orphaned)


def find_drift() -> Drift:
    """Compare ids and revisions both ways. Memory grows with the number of letters (some 100 bytes each).

    Raises:
        EngineUnavailable: the engine or the index is not there.
    """
    with engine_errors():
        copy = _read_index()
    drift = Drift()
    for letter_id, revision, numbers, marked in _expected():
        held = copy.pop(letter_id, {})
        if marked or (set(held) == numbers and set(held.values()) == {revision}):
            continue
        (drift.stale if held else drift.missing).add(letter_id)
    # A letter that was stored while the index was read is no orphan.
    drift.orphaned = {key: held for key, held in copy.items() if not Letter.objects.filter(pk=key).exists()}
    drift.waiting = Letter.objects.waiting_for_index().count()
    drift.rejected = Letter.objects.rejected_by_index().count()
    return drift


def mend(drift: Drift) -> None:
    """Mark what is missing or stale as waiting and write it; purge what has no letter."""
    index_again(Letter.objects.filter(pk__in=drift.missing | drift.stale))
    orphans = (
        RemovedLetter(letter_id=letter_id, revision=max(held.values()) + 1, highest_number=max(held))
        for letter_id, held in drift.orphaned.items()
    )
    purge_letters(orphans, settings.SEARCH_ALIAS)
    sweep()


def _read_index() -> Copy:
    client = indexing_client()
    client.indices.refresh(index=settings.SEARCH_ALIAS)
    copy: Copy = {}
    for hit in scan(
        client,
        index=settings.SEARCH_ALIAS,
        query={"_source": ["letter_id", "number", "revision"]},
        size=5000,
    ):
        source = hit["_source"]
        copy.setdefault(source["letter_id"], {})[source["number"]] = source["revision"]
    return copy


def _expected() -> Iterator[tuple[int, int, set[int], bool]]:
    rows = Letter.objects.annotate(count=Count("determinations")).values_list(
        "pk", "revision", "indexed_revision", "count"
    )
    for letter_id, revision, indexed_revision, count in rows.iterator():
        numbers = set(range(1, count + 1)) or {UNREAD_NUMBER}
        yield letter_id, revision, numbers, indexed_revision < revision
