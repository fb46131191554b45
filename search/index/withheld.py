"""What the index still holds of letters that nobody may see any more: kept from every answer.

A letter leaves the index some moments after it was taken out, held back or deleted; with a worker or an
engine in trouble, later. Its words are not to be read until then; counts include it for as long.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from search.models import Letter, RemovedLetter
from search.models.letters import Visibility


def without_withheld(hits: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The engine's hits, those of letters left out that the database does not show: one query."""
    if not hits:
        return hits
    withheld = _withheld({_letter_id(hit) for hit in hits})
    return [hit for hit in hits if _letter_id(hit) not in withheld] if withheld else hits


def _withheld(letter_ids: Iterable[int]) -> set[int]:
    """In SQL of its own: every page asks this, and making it anew takes longer than its answer."""
    ids = list(letter_ids)
    marks = ", ".join(["%s"] * len(ids))
    letter, removed = (connection.ops.quote_name(one._meta.db_table) for one in (Letter, RemovedLetter))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {letter} WHERE id IN ({marks}) AND visibility <> %s"  # noqa: S608  names of tables
            f" UNION ALL SELECT letter_id FROM {removed} WHERE letter_id IN ({marks})",
            [*ids, Visibility.PUBLIC.value, *ids],
        )
        return {letter_id for (letter_id,) in cursor.fetchall()}


def _letter_id(hit: Mapping[str, Any]) -> int:
    """By the document's id (`search.documents.document_id`), which every answer has."""
    return int(hit["_id"].partition("-")[0])
