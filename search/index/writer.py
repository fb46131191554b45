"""Letters to the index in bulk: each document by the letter's revision, so that a late writer loses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from opensearchpy.helpers import streaming_bulk

from search.documents import UNREAD_NUMBER, DeterminationDocument, document_id
from search.index.engine import engine_errors, indexing_client
from search.index.errors import EngineUnavailable
from search.models import Determination, Letter, RemovedLetter

CHUNK_DOCUMENTS = 500
CHUNK_BYTES = 8 * 1024**2
_BUSY = {429, 500, 502, 503, 504}
_A_NEWER_ONE_IS_THERE, _NOTHING_TO_DELETE = 409, 404


@dataclass(slots=True)
class Written:
    """What became of a bulk write: letters that the engine rejected, with its reason."""

    rejected: dict[int, str] = field(default_factory=dict)


def write_letters(letters: Iterable[Letter], index: str) -> Written:
    """Write the letters' documents into `index` and delete what earlier revisions left there.

    `letters` come with their determinations prefetched.

    Raises:
        EngineUnavailable: the engine is away or too busy; nothing may be taken as written.
    """
    document = DeterminationDocument()
    return _write(action for letter in letters for action in _actions(document, letter, index))


def purge_letters(removed: Iterable[RemovedLetter], index: str) -> Written:
    """Delete the documents of removed letters from `index`."""
    return _write(
        _delete(gone.letter_id, number, gone.revision, index)
        for gone in removed
        for number in range(gone.highest_number + 1)
    )


def _write(actions: Iterable[dict[str, Any]]) -> Written:
    written = Written()
    with engine_errors():
        results = streaming_bulk(
            indexing_client(),
            actions,
            chunk_size=CHUNK_DOCUMENTS,
            max_chunk_bytes=CHUNK_BYTES,
            max_retries=3,
            initial_backoff=1,
            raise_on_error=False,
            raise_on_exception=True,
        )
        for succeeded, result in results:
            if not succeeded:
                _judge(result, written)
    return written


def _judge(result: dict[str, dict[str, Any]], written: Written) -> None:
    (answer,) = result.values()
    status = answer["status"]
    if status in (_A_NEWER_ONE_IS_THERE, _NOTHING_TO_DELETE):
        return
    if status in _BUSY:
        raise EngineUnavailable(f"The search engine did not take a document ({status}).")
    error = answer.get("error") or {}
    reason = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    written.rejected.setdefault(int(answer["_id"].split("-")[0]), reason)


def _actions(document: DeterminationDocument, letter: Letter, index: str) -> Iterator[dict[str, Any]]:
    numbers = set()
    for determination in _searchable(letter):
        numbers.add(determination.number)
        yield {
            **_target(letter.pk, determination.number, letter.revision, index),
            "_op_type": "index",
            "_source": document.prepare(determination),
        }
    # Only an earlier revision can have left documents that this one lacks.
    earlier = range(letter.highest_number + 1) if letter.revision > 1 else ()
    for number in set(earlier) - numbers:
        yield _delete(letter.pk, number, letter.revision, index)


def _searchable(letter: Letter) -> list[Determination]:
    """The letter's determinations, or one that stands for the text of a letter that has none."""
    determinations = list(letter.determinations.all())
    for determination in determinations:
        determination.letter = letter
    return determinations or [Determination(letter=letter, number=UNREAD_NUMBER)]


def _delete(letter_id: int, number: int, revision: int, index: str) -> dict[str, Any]:
    return {**_target(letter_id, number, revision, index), "_op_type": "delete"}


def _target(letter_id: int, number: int, revision: int, index: str) -> dict[str, Any]:
    return {
        "_index": index,
        "_id": document_id(letter_id, number),
        "version": revision,
        "version_type": "external_gte",
    }
