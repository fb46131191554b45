"""About how many a month: from the portal's own months, or from when the decisions were made."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict

from search.alerts.estimate import Basis, Estimate, about_a_month
from search.forms import SearchForm
from search.models import Letter, News
from search.news.positions import give_positions
from search.query.request import SearchRequest
from tests.alerts.steps import stored

pytestmark = pytest.mark.usefixtures("index")
NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)


def asked(parameters: str) -> SearchRequest:
    form = SearchForm(QueryDict(parameters))
    assert form.is_valid()
    return form.to_request()


def arrived(letter: Letter, days_ago: int, decided_on: date = date(2016, 12, 9)) -> None:
    News.objects.filter(letter=letter).update(created_at=NOW - timedelta(days=days_ago))
    Letter.objects.filter(pk=letter.pk).update(decided_on=decided_on)


def test_three_months_of_the_portals_own_news_tell(make_searchable: Callable[[], None]) -> None:
    arrived(stored(), 95)
    for days_ago in (5, 15, 35, 45, 65, 75):
        arrived(stored({}, {"treatment": "Wheelchair"}), days_ago)
    make_searchable()
    give_positions()
    estimate = about_a_month(asked("q=treatment:fusion"), NOW)
    assert estimate.basis is Basis.NEWS
    assert estimate.in_words == "About 2 a month."
    assert "last three months" in estimate.basis_in_words
    assert about_a_month(asked("q=treatment:pickle"), NOW).in_words.startswith("None")


def test_an_archive_that_was_loaded_in_one_of_the_months_does_not_count_as_a_flood(
    make_searchable: Callable[[], None],
) -> None:
    arrived(stored(), 95)
    for days_ago in (5, 65):
        arrived(stored(), days_ago)
    for _ in range(12):
        arrived(stored(), 40)
    make_searchable()
    give_positions()
    assert about_a_month(asked("q=fusion"), NOW).in_words == "About 1 a month."


def test_a_freshly_loaded_archive_is_counted_by_the_dates_of_its_decisions(
    make_searchable: Callable[[], None],
) -> None:
    for month in range(1, 13):
        for _ in range(2):
            arrived(stored({}, {"treatment": "Wheelchair"}), 1, date(2016, month, 15))
    make_searchable()
    give_positions()
    estimate = about_a_month(asked("q=treatment:fusion"), NOW)
    assert estimate.basis is Basis.DECISION_DATES
    assert estimate.in_words == "About 2 a month."
    assert "from January 2016 to December 2016" in estimate.basis_in_words


def test_only_the_last_years_of_an_old_archive_count(make_searchable: Callable[[], None]) -> None:
    for year in (2012, 2013):
        for month in range(1, 13):
            arrived(stored(), 1, date(year, month, 15))
    for month in range(1, 13):
        arrived(stored({"treatment": "Wheelchair"}), 1, date(2015, month, 15))
        arrived(stored({"treatment": "Wheelchair"}), 1, date(2016, month, 15))
    make_searchable()
    assert about_a_month(asked("q=treatment:fusion"), NOW).a_month == 0
    assert about_a_month(asked("q=treatment:wheelchair"), NOW).in_words == "About 1 a month."


def test_without_decisions_it_says_so() -> None:
    estimate = about_a_month(asked("q=fusion"), NOW)
    assert estimate.basis is Basis.NOTHING
    assert "cannot be told" in estimate.in_words
    assert estimate.basis_in_words == ""


@pytest.mark.parametrize(
    ("a_month", "words"),
    [(0, "None"), (0.4, "Less than one"), (0.999, "About 1 "), (98.7, "About 99 "), (1234.0, "About 1,200 ")],
)
def test_it_has_no_more_digits_than_an_estimate_has(a_month: float, words: str) -> None:
    assert Estimate(a_month, Basis.NEWS).in_words.startswith(words)
