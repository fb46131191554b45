"""Exports of several batches, on an index that the test changes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from search.exporting.formats import JsonLines
from search.exporting.streaming import BATCH, Export
from search.finding import find
from search.models import Determination, Letter
from search.query.request import SearchRequest
from tests.factories import LetterFactory

Write = Callable[[], None]
Rows = Callable[..., list[dict[str, Any]]]


def test_many_rows_are_those_of_the_database(export_lines: Rows, make_searchable: Write) -> None:
    per_letter = 50
    rows = 5 * BATCH // per_letter
    letters = LetterFactory.create_batch(rows, determinations=[])
    Determination.objects.bulk_create(
        Determination(
            letter=letter, number=number, treatment=f"Brace {number}", outcome="upheld", category="Equipment"
        )
        for letter in letters
        for number in range(1, per_letter + 1)
    )
    Letter.objects.update(highest_number=per_letter)
    make_searchable()
    exported = [(row["reference"], row["treatment"]) for row in export_lines(q="brace")]
    kept = [(row.reference, row.treatment) for row in Determination.objects.select_related("letter")]
    assert len(exported) == 5 * BATCH
    assert sorted(exported) == sorted(kept)


def test_a_change_in_between_is_not_seen(make_searchable: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.exporting.streaming.BATCH", 1)
    LetterFactory.create_batch(3)
    make_searchable()
    export = Export(find(SearchRequest()).request, JsonLines(), str)
    next(export)
    LetterFactory(decided_on=date(2010, 1, 1))
    make_searchable()
    assert len(list(export)) == 2
