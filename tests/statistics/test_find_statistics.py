"""Statistics of a search are of the very decisions that the search lists."""

from collections.abc import Callable

import pytest
from django.http import QueryDict

from search.finding import Wanted, find, find_statistics
from search.forms import SearchForm
from search.query.request import SearchRequest
from search.query.statistics import DIMENSIONS, DIMENSIONS_BY_NAME, OutcomeCounts, without_outcome
from tests.factories import LetterFactory

pytestmark = pytest.mark.django_db


def asked(parameters: str) -> SearchRequest:
    form = SearchForm(QueryDict(parameters))
    assert form.is_valid(), form.errors
    return form.to_request()


@pytest.fixture
def letters(make_searchable: Callable[[], None]) -> None:
    for number in range(12):
        LetterFactory.create(
            determinations=[
                {
                    "treatment": "Acupuncture for the knee",
                    "outcome": "overturned" if number < 3 else "upheld",
                    "category": "Rehabilitation",
                    "subcategory": "Acupuncture",
                }
            ]
        )
    LetterFactory.create(unread_reason="No layout fits.", text="Acupuncture of some kind", determinations=[])
    make_searchable()


@pytest.mark.usefixtures("letters")
def test_outcomes_and_rows_are_those_of_the_list() -> None:
    [found] = find_statistics(Wanted(asked("q=acupuncture"), DIMENSIONS))
    assert (found.total, found.unread, found.outcomes) == (13, 1, OutcomeCounts(9, 3))
    assert found.share is not None
    assert found.share.value == 0.25
    rows = {row.value: (row.level, row.outcomes) for row in found.breakdowns["category"].rows}
    assert rows == {
        "Rehabilitation": (0, OutcomeCounts(9, 3)),
        "Rehabilitation>Acupuncture": (1, OutcomeCounts(9, 3)),
    }


@pytest.mark.usefixtures("letters")
def test_the_outcome_filter_is_left_out_only_where_that_is_asked_for() -> None:
    request = asked("q=acupuncture&outcome=overturned")
    kept, left_out = find_statistics(Wanted(request, hits=2), Wanted(without_outcome(request)))
    assert (kept.outcomes, left_out.outcomes) == (OutcomeCounts(0, 3), OutcomeCounts(9, 3))
    assert [hit.outcome for hit in kept.hits] == ["overturned", "overturned"]
    assert "<mark>Acupuncture</mark>" in kept.hits[0].treatment_html


@pytest.mark.usefixtures("letters")
def test_few_matches_are_taken_as_the_result_page_takes_them() -> None:
    for parameters in ("q=acupuncture+zebra", "q=acupunkture", "q=acupuncture+zebra&match=all"):
        [found] = find_statistics(Wanted(asked(parameters), [DIMENSIONS_BY_NAME["category"]]))
        listed = find(asked(parameters))
        assert (found.total, found.outcomes) == (listed.total, listed.outcomes)
        assert (found.full, found.correction) == (listed.full, listed.correction)
