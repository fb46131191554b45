"""Letters to the index in bulk: each document by the letter's revision, so that a late writer loses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from opensearchpy.helpers import streaming_bulk

from search.documents import UNREAD_NUMBER, DeterminationDocument, document_id
from search.index.alias import current_index
from search.index.engine import engine_errors, indexing_client
from search.index.errors import EngineUnavailable
from search.models import Determination, Letter, RemovedLetter

CHUNK_DOCUMENTS = 500
CHUNK_BYTES = 8 * 1024**2
_A_NEWER_ONE_IS_THERE, _NOT_OF_THE_MAPPING = 409, 400


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
    document, unprepared = DeterminationDocument(), dict[int, str]()
    written = _write(_all_actions(document, letters, index, unprepared), index)
    written.rejected |= unprepared
    return written


def purge_letters(removed: Iterable[RemovedLetter], index: str) -> Written:
    """Delete the documents of removed letters from `index`.

    Raises:
        EngineUnavailable: the engine is away or too busy, or the index is not built yet.
    """
    # A versioned delete makes a missing index too, and does not heed `require_alias`.
    if index == settings.SEARCH_ALIAS and current_index() is None:
        raise EngineUnavailable("The search index is not built yet.")
    deletions = (
        _delete(gone.letter_id, number, gone.revision, index)
        for gone in removed
        for number in range(gone.highest_number + 1)
    )
    return _write(deletions, index)


def _write(actions: Iterable[dict[str, Any]], index: str) -> Written:
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
            # Without it the engine would make an index of the alias's name, with a mapping of its own guess.
            require_alias=index == settings.SEARCH_ALIAS,
        )
        for succeeded, result in results:
            if not succeeded:
                _judge(result, written)
    return written


def _judge(result: dict[str, dict[str, Any]], written: Written) -> None:
    """Note a document that its own content keeps out; any other failure is the engine's, not the letter's."""
    (answer,) = result.values()
    if answer["status"] == _A_NEWER_ONE_IS_THERE or answer.get("result") == "not_found":
        return
    error = answer.get("error") or {}
    reason = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    if answer["status"] != _NOT_OF_THE_MAPPING:
        raise EngineUnavailable(f"The search engine did not take a document ({reason}).")
    written.rejected.setdefault(int(answer["_id"].split("-")[0]), reason)


def _all_actions(
    document: DeterminationDocument, letters: Iterable[Letter], index: str, unprepared: dict[int, str]
) -> Iterator[dict[str, Any]]:
    """The letters' actions; a letter of which no document can be made is noted and keeps nobody waiting."""
    for letter in letters:
        try:
            actions = list(_actions(document, letter, index))
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            unprepared[letter.pk] = f"{type(error).__name__}: {error}"
        else:
            yield from actions


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
    """The letter's determinations, or one that stands for the text of a letter that has none.

    Of a letter in quarantine, or refused, nothing is searchable.
    """
    if not letter.is_public:
        return []
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
