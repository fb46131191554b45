"""Is the index still a copy of the database? Both are read through and compared, document by document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from opensearchpy.helpers import scan

from search.documents import UNREAD_NUMBER
from search.index.engine import engine_errors, indexing_client
from search.index.keeping import bring_up_to_date
from search.index.writer import purge_letters
from search.models import Letter, RemovedLetter
from search.models.letters import Visibility

# Letter id to the revision of each of its documents, by number.
Copy = dict[int, dict[int, int]]


@dataclass(slots=True)
class Drift:
    """How index and database differ, by letter id; letters marked as waiting are not drift.

    `stale` and `orphaned` hold what the index has of each letter.
    """

    missing: set[int] = field(default_factory=set)
    stale: Copy = field(default_factory=dict)
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
        if marked or (set(held) == numbers and set(held.values()) <= {revision}):
            continue
        if held:
            drift.stale[letter_id] = held
        else:
            drift.missing.add(letter_id)
    # A letter that was stored while the index was read is no orphan.
    drift.orphaned = {key: held for key, held in copy.items() if not Letter.objects.filter(pk=key).exists()}
    drift.waiting = Letter.objects.waiting_for_index().count()
    drift.rejected = Letter.objects.rejected_by_index().count()
    return drift


def mend(drift: Drift) -> None:
    """Give what is missing or stale a new revision and write it; purge what has no letter."""
    for letter_id in drift.missing:
        _supersede(letter_id, {})
    for letter_id, held in drift.stale.items():
        _supersede(letter_id, held)
    orphans = (
        RemovedLetter(letter_id=letter_id, revision=max(held.values()) + 1, highest_number=max(held))
        for letter_id, held in drift.orphaned.items()
    )
    purge_letters(orphans, settings.SEARCH_ALIAS)
    bring_up_to_date()


def _supersede(letter_id: int, held: dict[int, int]) -> None:
    """Raise the letter's revision above the copy's, which may be ahead where the database was restored.

    Only a newer revision wins over such documents, and deletes those that the letter never had.
    """
    Letter.objects.filter(pk=letter_id).update(
        revision=Greatest(F("revision"), Value(max(held.values(), default=0))) + 1,
        highest_number=Greatest(F("highest_number"), Value(max(held, default=0))),
        updated_at=timezone.now(),
    )


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
        "pk", "revision", "indexed_revision", "count", "visibility"
    )
    for letter_id, revision, indexed_revision, count, visibility in rows.iterator():
        numbers = set(range(1, count + 1)) or {UNREAD_NUMBER}
        if visibility != Visibility.PUBLIC:
            numbers = set()
        yield letter_id, revision, numbers, indexed_revision < revision
