"""The head of a result: counts, and the share of denials overturned."""

import pytest

from search.pages.result_summary import ResultSummary
from search.query.facets import FACETS_BY_NAME
from search.query.request import SearchRequest
from search.query.result import FacetCounts, FacetValue, SearchResult


def result(upheld: int, overturned: int, unread: int = 0, chosen: str = "") -> SearchResult:
    counts = {"upheld": upheld, "overturned": overturned, "none": unread}
    values = [FacetValue(value, value, count, value == chosen) for value, count in counts.items() if count]
    shown = counts[chosen] if chosen else upheld + overturned + unread
    return SearchResult(
        request=SearchRequest(),
        hits=[],
        facets=[FacetCounts(FACETS_BY_NAME["outcome"], values)],
        total=shown,
        asked=shown,
        letters=shown,
        unread=0 if chosen else unread,
        took_ms=1,
    )


def test_unread_letters_are_counted_apart_from_decisions_and_their_letters() -> None:
    summary = ResultSummary.of(result(upheld=5, overturned=2, unread=3))
    assert (summary.decisions, summary.letters, summary.unread_letters) == (7, 7, 3)


def test_the_share_is_of_read_decisions_only() -> None:
    summary = ResultSummary.of(result(upheld=30, overturned=10, unread=60))
    assert (summary.overturned, summary.decided, summary.percent) == (10, 40, 25)


def test_a_chosen_outcome_leaves_the_share_as_it_was() -> None:
    summary = ResultSummary.of(result(upheld=30, overturned=10, chosen="overturned"))
    assert summary.decisions == 10
    assert (summary.overturned, summary.decided) == (10, 40)
    assert summary.is_before_outcome_choice


@pytest.mark.parametrize(("decided", "has_percent"), [(0, False), (19, False), (20, True)])
def test_few_decisions_have_no_percentage(decided: int, has_percent: bool) -> None:
    summary = ResultSummary.of(result(upheld=decided, overturned=0))
    assert (summary.percent is not None) is has_percent
