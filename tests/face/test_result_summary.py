"""The head of a result: counts, and the share of denials overturned."""

from dataclasses import replace

import pytest

from search.pages.result_summary import ResultSummary
from search.query.facets import FACETS_BY_NAME
from search.query.request import Match, Narrowing, SearchRequest, Show
from search.query.result import FacetCounts, FacetValue, SearchResult
from search.query.shares import OutcomeCounts
from search.query.syntax import parse


def result(
    upheld: int,
    overturned: int,
    *,
    unread: int = 0,
    chosen: str = "",
    typed: str = "",
    letters: int | None = None,
) -> SearchResult:
    counts = {"upheld": upheld, "overturned": overturned, "none": unread}
    values = [FacetValue(value, value, count, value == chosen) for value, count in counts.items() if count]
    shown = counts[chosen] if chosen else upheld + overturned + unread
    return SearchResult(
        request=SearchRequest(question=parse(typed)),
        hits=[],
        facets=[FacetCounts(FACETS_BY_NAME["outcome"], values)],
        total=shown,
        asked=shown,
        letters=shown if letters is None else letters,
        unread=0 if chosen else unread,
        outcomes=OutcomeCounts(upheld, overturned),
        took_ms=1,
    )


def test_unread_letters_are_counted_apart_from_decisions_and_their_letters() -> None:
    summary = ResultSummary.of(result(upheld=5, overturned=2, unread=3))
    assert (summary.decisions, summary.letters, summary.unread_letters) == (7, 7, 3)


def test_the_share_is_of_read_decisions_only() -> None:
    summary = ResultSummary.of(result(upheld=30, overturned=10, unread=60))
    assert summary.outcomes.decided == 40
    assert summary.share is not None
    assert summary.share.value == 0.25


def test_a_chosen_outcome_leaves_the_share_as_it_was() -> None:
    summary = ResultSummary.of(result(upheld=30, overturned=10, chosen="overturned"))
    assert summary.decisions == 10
    assert summary.outcomes == OutcomeCounts(30, 10)
    assert summary.share is not None
    assert summary.is_before_outcome_choice


def test_letters_shown_leave_the_share_of_their_decisions() -> None:
    found = result(upheld=30, overturned=10, letters=4)
    summary = ResultSummary.of(replace(found, request=replace(found.request, show=Show.LETTERS)))
    assert (summary.listed, summary.held_by) == ("4 letters", "with 40 decisions")
    assert summary.share is not None
    assert summary.share.value == 0.25


@pytest.mark.parametrize(("decided", "has_share"), [(0, False), (9, False), (10, True)])
def test_few_decisions_have_no_share(decided: int, has_share: bool) -> None:
    summary = ResultSummary.of(result(upheld=decided, overturned=0))
    assert (summary.share is not None) is has_share


@pytest.mark.parametrize(
    "typed", ["outcome:overturned", "knee -outcome:upheld", "(mri outcome:upheld) OR brace"]
)
def test_a_question_that_asks_for_an_outcome_has_no_share(typed: str) -> None:
    summary = ResultSummary.of(result(upheld=0, overturned=40, typed=typed))
    assert summary.names_outcome
    assert summary.share is None


def test_near_matches_are_told() -> None:
    found = result(upheld=30, overturned=10)
    assert not ResultSummary.of(found).has_near
    nearest = replace(found, request=replace(found.request, match=Match.MOST))
    assert ResultSummary.of(nearest).has_near


def test_a_rate_that_follows_from_the_reason_asked_for_is_told_as_such() -> None:
    assert ResultSummary.of(result(upheld=12, overturned=0, typed="reason:no_red_flags")).names_reason
    by_filter = result(upheld=12, overturned=0)
    narrowing = Narrowing(chosen={"reason": ("no_red_flags",)})
    assert ResultSummary.of(
        replace(by_filter, request=replace(by_filter.request, narrowing=narrowing))
    ).names_reason
    assert not ResultSummary.of(result(upheld=12, overturned=0, typed="knee")).names_reason
