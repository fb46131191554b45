"""The line that says how much can be found and how new it is: right, kept for a while, never in the way."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from search.index.freshness import KEY, Freshness, Kept, freshness
from search.models import Letter
from search.models.letters import Visibility
from tests.conftest import no_engine
from tests.factories import LetterFactory
from tests.pages.html import get, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgotten(nothing_known_of_freshness: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # A busy machine answers later than a footer can wait for.
    monkeypatch.setattr("search.index.freshness._ENGINE_SECONDS", 30)
    caches["process"].clear()
    yield
    caches["process"].clear()


def grow_old() -> None:
    kept = caches["process"].get(KEY)
    caches["process"].set(KEY, Kept(kept.freshness, 0.0), timeout=None)


@pytest.fixture
def letters(make_searchable: Callable[[], None]) -> None:
    LetterFactory.create(decided_on=date(2016, 12, 9), determinations=[{}, {}, {}])
    LetterFactory.create(decided_on=date(2016, 3, 1))
    LetterFactory.create(decided_on=timezone.localdate() + timedelta(days=1))
    LetterFactory.create(decided_on=None, unread_reason="No layout fits.", determinations=[])
    LetterFactory.create(visibility=Visibility.QUARANTINED)
    make_searchable()


@pytest.mark.usefixtures("letters")
class TestFreshness:
    def test_it_counts_the_index_and_takes_no_day_to_come_for_the_latest(self) -> None:
        assert freshness() == Freshness(letters=4, decisions=5, latest=date(2016, 12, 9), waiting=0)

    def test_a_decision_of_today_is_the_latest(self, make_searchable: Callable[[], None]) -> None:
        LetterFactory.create(decided_on=timezone.localdate())
        make_searchable()
        found = freshness()
        assert found
        assert found.latest == timezone.localdate()

    def test_what_waits_is_what_readers_will_see(self) -> None:
        LetterFactory.create()
        LetterFactory.create(visibility=Visibility.QUARANTINED)
        found = freshness()
        assert found
        assert (found.letters, found.waiting) == (4, 1)

    def test_many_that_wait_are_counted_to_a_bound(
        self, stranger: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("search.index.freshness.COUNTED_AT_MOST", 2)
        LetterFactory.create_batch(2)
        assert "decisions, the latest of 9 Dec 2016 ; 2 letters wait to be" in words_of(
            get(stranger, "/help")
        )
        LetterFactory.create_batch(2)
        caches["process"].clear()
        with CaptureQueriesContext(connection) as asked:
            assert "; more than 2 letters wait to be searchable." in words_of(get(stranger, "/help"))
        assert [
            "ORDER BY" in one["sql"] and "LIMIT 3" in one["sql"] for one in asked if "COUNT" in one["sql"]
        ] == [True]

    def test_within_half_a_minute_nothing_is_asked(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        known = freshness()
        LetterFactory.create()
        with no_engine(), django_assert_num_queries(0):
            assert freshness() == known

    def test_after_it_one_looks_anew_and_the_others_get_what_was_known(self) -> None:
        known = freshness()
        LetterFactory.create()
        grow_old()
        caches["process"].add("freshness-being-asked", True)
        assert freshness() == known
        caches["process"].delete("freshness-being-asked")
        assert freshness() == Freshness(letters=4, decisions=5, latest=date(2016, 12, 9), waiting=1)

    def test_without_the_engine_the_line_is_left_out_and_not_asked_for_again(self, stranger: Client) -> None:
        with no_engine():
            page = get(stranger, "/help")
        assert "freshness" not in page
        assert freshness() is None
        grow_old()
        assert freshness()

    def test_the_database_in_trouble_leaves_it_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # A table that is not there, as while the first migrations run.
        monkeypatch.setattr(Letter._meta, "db_table", "no_such_table")
        assert freshness() is None


@pytest.mark.usefixtures("letters")
def test_every_page_says_it_in_its_footer_also_one_that_tells_of_a_mistake(stranger: Client) -> None:
    LetterFactory.create()
    said = "4 letters with 5 decisions, the latest of 9 Dec 2016 ; 1 letter waits to be searchable."
    for path, status in (("/", 200), ("/help", 200), ("/letters/none", 404), ("/?q=%22pain", 400)):
        assert said in words_of(get(stranger, path, status).partition('<footer class="foot">')[2]), path


@pytest.mark.usefixtures("make_searchable")
def test_an_empty_portal_says_only_what_waits(stranger: Client) -> None:
    assert "freshness" not in get(stranger, "/help")
    LetterFactory.create_batch(2)
    caches["process"].clear()
    assert "No letter is searchable yet; 2 letters wait to be searchable." in words_of(get(stranger, "/help"))
