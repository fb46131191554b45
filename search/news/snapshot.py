"""Letters as the database has them at this moment, in a small index of their own: what alerts ask.

The index that serves may be behind, be made anew, or have lost a document; this one is made of the database,
by the same mapping, asked and thrown away. docs/alerts.md tells what was measured.
"""

import logging
import re
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings

from search.documents import document_id
from search.index.alias import definition, delete_index
from search.index.engine import engine_errors, indexing_client, whole
from search.index.errors import EngineError, EngineRefused
from search.index.keeping import letters_to_write
from search.index.writer import write_letters
from search.models import Letter

logger = logging.getLogger(__name__)

Clause = Mapping[str, Any]

_LETTERS_AT_ONCE: Final = 200
_QUESTIONS_AT_ONCE: Final = 200
_MOST_DOCUMENTS: Final = 100_000
# What is older was left by a process that died; no run takes so long.
_LEFT_BEHIND: Final = timedelta(minutes=15)
_ONLY: Final = (
    "responses.hits.hits._id,responses.error,responses.status,responses.timed_out,responses._shards"
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An index of some public letters. `outcomes` has those of its determinations, by document id."""

    index: str
    outcomes: Mapping[str, str]

    def find(
        self, clauses: Sequence[Clause], at_most: int = _MOST_DOCUMENTS
    ) -> list[frozenset[str] | EngineRefused]:
        """For each clause the ids of the determinations that hold it, or why the engine does not take it.

        Raises:
            EngineUnavailable: the engine is away or too busy.
        """
        found: list[frozenset[str] | EngineRefused] = []
        for start in range(0, len(clauses), _QUESTIONS_AT_ONCE):
            found += self._find(clauses[start : start + _QUESTIONS_AT_ONCE], at_most)
        return found

    def _find(self, clauses: Sequence[Clause], at_most: int) -> list[frozenset[str] | EngineRefused]:
        """The same in one request; where the engine does not take that, half by half."""
        try:
            return _asked(self.index, clauses, at_most)
        except EngineRefused as refused:
            if len(clauses) == 1:
                return [refused]
        middle = len(clauses) // 2
        return self._find(clauses[:middle], at_most) + self._find(clauses[middle:], at_most)


@contextmanager
def snapshot_of(letter_ids: Collection[int]) -> Iterator[Snapshot]:
    """An index of those of the letters that are public now; it is deleted in the end.

    Letters that the engine does not take are left out of it.

    Raises:
        EngineUnavailable: the engine is away or too busy.
    """
    remove_left_behind()
    name = _create()
    try:
        yield Snapshot(name, _fill(name, letter_ids))
    finally:
        _delete(name)


def remove_left_behind(now: datetime | None = None) -> None:
    """Delete the snapshots of processes that died."""
    before = (now or datetime.now(UTC)) - _LEFT_BEHIND
    for name in snapshot_indices():
        made = datetime.strptime(name.split("-")[-2], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        if made < before:
            _delete(name)


def snapshot_indices() -> list[str]:
    """The snapshots that there are at this moment."""
    with engine_errors():
        found = indexing_client().indices.get(index=f"{_prefix()}*", allow_no_indices=True)
    ours = re.compile(rf"{re.escape(_prefix())}\d{{14}}-[0-9a-f]+")
    return sorted(filter(ours.fullmatch, found))


def _prefix() -> str:
    return f"{settings.SEARCH_ALIAS}-news-"


def _create() -> str:
    name = f"{_prefix()}{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
    body = definition()
    # Nobody asks before it is whole; and its only question may find all of it.
    body["settings"] = body["settings"] | {
        "refresh_interval": "-1",
        "index.max_result_window": _MOST_DOCUMENTS,
        "index.translog.durability": "async",
    }
    with engine_errors():
        indexing_client().indices.create(index=name, body=body)
    return name


def _fill(name: str, letter_ids: Collection[int]) -> dict[str, str]:
    outcomes: dict[str, str] = {}
    ids = sorted(letter_ids)
    for start in range(0, len(ids), _LETTERS_AT_ONCE):
        letters = [
            one for one in letters_to_write(set(ids[start : start + _LETTERS_AT_ONCE])) if one.is_public
        ]
        rejected = write_letters(letters, name).rejected
        for letter_id, reason in rejected.items():
            logger.error("a letter waits to be announced, the engine rejects it: %s: %s", letter_id, reason)
        outcomes |= _outcomes(one for one in letters if one.pk not in rejected)
    with engine_errors():
        indexing_client().indices.refresh(index=name)
    return outcomes


def _outcomes(letters: Iterator[Letter]) -> dict[str, str]:
    return {
        document_id(letter.pk, row.number): row.outcome
        for letter in letters
        for row in letter.determinations.all()
    }


def _delete(name: str) -> None:
    try:
        delete_index(name)
    except EngineError as error:
        logger.warning("the index %s is left to a later run: %s", name, error)


def _asked(index: str, clauses: Sequence[Clause], at_most: int) -> list[frozenset[str] | EngineRefused]:
    lines: list[Mapping[str, Any]] = []
    for clause in clauses:
        lines += [{}, _body(clause, at_most)]
    with engine_errors():
        # One after the other: whoever searches meanwhile is not to wait for these.
        answer = indexing_client().msearch(
            index=index, body=lines, params={"max_concurrent_searches": 1, "filter_path": _ONLY}
        )
    return [_ids(response) for response in answer["responses"]]


def _body(clause: Clause, at_most: int) -> dict[str, Any]:
    return {
        "query": {"bool": {"filter": [clause]}},
        "size": at_most,
        "sort": ["_doc"],
        "_source": False,
        "track_total_hits": False,
    }


def _ids(response: Mapping[str, Any]) -> frozenset[str] | EngineRefused:
    try:
        answer = whole(response)
    except EngineRefused as refused:
        return refused
    return frozenset(hit["_id"] for hit in answer.get("hits", {}).get("hits", ()))
