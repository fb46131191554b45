"""Every statistic of random questions against a walk over the database, and each count against its link."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from search.finding import Wanted, find_statistics
from search.forms import SearchForm
from search.query.request import SearchRequest
from search.query.shares import OutcomeCounts, Share
from search.query.statistics import DIMENSIONS, SIDES, Statistics, without_outcome
from tests.finding import facet_rows
from tests.finding.facet_rows import Row
from tests.pages.html import get, words_of
from tests.searchable import searchable
from tests.statistics.brute_force import Asked, Counts, breakdown, is_interval, outcomes, searches

pytestmark = pytest.mark.django_db
AT_RANDOM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FEWER = settings(AT_RANDOM, max_examples=25)
LETTERS = 90


@pytest.fixture(scope="module")
def rows(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Row]]:
    with searchable(lambda: facet_rows.make_letters(seed=11, count=LETTERS), django_db_blocker):
        yield facet_rows.read_rows()


def request_of(parameters: str) -> SearchRequest:
    form = SearchForm(QueryDict(parameters))
    assert form.is_valid(), form.errors
    return form.to_request()


def counts_of(counted: OutcomeCounts) -> Counts:
    return counted.upheld, counted.overturned


def check_share(share: Share | None, counts: Counts) -> None:
    if sum(counts) < 10:
        assert share is None
        return
    assert share is not None
    assert share.value == counts[1] / sum(counts)
    assert is_interval(counts, share.low, share.high)


def check(statistics: Statistics, found: list[Row]) -> None:
    assert statistics.total == len(found)
    assert statistics.unread == sum(row.values["outcome"] == {"none"} for row in found)
    assert counts_of(statistics.outcomes) == outcomes(found)
    for dimension in DIMENSIONS:
        broken_down = statistics.breakdowns[dimension.name]
        shown = [(row.value, row.level, row.parent, counts_of(row.outcomes)) for row in broken_down.rows]
        assert shown == breakdown(found, dimension.name), dimension.name
        assert broken_down.is_complete
        for row in broken_down.rows:
            check_share(row.outcomes.share, counts_of(row.outcomes))


@AT_RANDOM
@given(data=st.data())
def test_outcomes_and_every_row_are_what_the_database_gives(rows: list[Row], data: st.DataObject) -> None:
    asked = data.draw(searches(rows))
    request = request_of(asked.parameters())
    kept, whatever_outcome = find_statistics(
        Wanted(request, DIMENSIONS), Wanted(without_outcome(request), DIMENSIONS)
    )
    check(kept, asked.found(rows))
    check(whatever_outcome, asked.found(rows, whatever_outcome=True))
    if asked.question.startswith("outcome:"):
        assert kept.share is None
    else:
        check_share(kept.share, outcomes(asked.found(rows)))


@FEWER
@given(data=st.data())
def test_hits_come_with_statistics_of_the_same_decisions(rows: list[Row], data: st.DataObject) -> None:
    asked = data.draw(searches(rows))
    side = data.draw(st.sampled_from(SIDES))
    own = Asked(asked.question, {**asked.chosen, "outcome": [side]}, asked.unwanted, asked.span)
    [statistics] = find_statistics(Wanted(request_of(own.parameters()), hits=1000))
    assert sorted(hit.reference for hit in statistics.hits) == sorted(
        row.reference for row in own.found(rows)
    )


@FEWER
@given(data=st.data())
def test_a_row_leads_to_as_many_decisions_as_it_counts(rows: list[Row], data: st.DataObject) -> None:
    asked = data.draw(searches(rows))
    dimension = data.draw(st.sampled_from(DIMENSIONS))
    narrowed_by = {"decided_from", "decided_to"} if dimension.name == "month" else {dimension.name}
    # Another value of the same filter would be joined by OR, another month replaced.
    assume(not narrowed_by & {*asked.chosen, *asked.unwanted} and asked.span == ("", ""))
    [statistics] = find_statistics(Wanted(request_of(asked.parameters()), [dimension]))
    shown = statistics.breakdowns[dimension.name].rows
    assume(shown)
    row = data.draw(st.sampled_from(shown))
    page = get(Client(), f"/?{asked.parameters(**dimension.parameters(row.value))}")
    unread = len(asked.found(rows)) - sum(outcomes(asked.found(rows))) if row.is_none else 0
    said = re.search(r"([\d,]+) decisions? in [\d,]+ letters?", words_of(page))
    assert said or unread
    assert not said or int(said[1].replace(",", "")) == row.decided


@FEWER
@given(data=st.data())
def test_the_file_of_a_dimension_has_the_same_numbers(rows: list[Row], data: st.DataObject) -> None:
    asked = data.draw(searches(rows))
    name = data.draw(st.sampled_from([dimension.name for dimension in DIMENSIONS]))
    text = get(Client(), f"/insights.csv?{asked.parameters(by=name)}")
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    right = breakdown(asked.found(rows, whatever_outcome=True), name)
    told = [
        (line["value"], int(line["level"]), (int(line["upheld"]), int(line["overturned"]))) for line in lines
    ]
    assert told == [(value, level, counts) for value, level, _, counts in right]
    for line, (_, _, _, counts) in zip(lines, right, strict=True):
        assert int(line["decided"]) == sum(counts)
        if sum(counts) < 10 or asked.question.startswith("outcome:"):
            assert line["share"] == line["low"] == line["high"] == ""
        else:
            assert float(line["share"]) == pytest.approx(counts[1] / sum(counts), abs=5e-5)


def test_shares_of_every_small_number_are_wilsons() -> None:
    for decided in range(60):
        for overturned in range(decided + 1):
            counts = (decided - overturned, overturned)
            share = OutcomeCounts(*counts).share
            check_share(share, counts)
            assert share is None or 0 <= share.low <= share.value <= share.high <= 1
