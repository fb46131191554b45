"""The newest news are read without a look at all that came before them."""

from collections.abc import Callable, Iterable

import pytest
from django.db import connection

from search.alerts.window import news_between
from search.models import News
from search.news.positions import between
from tests.factories import LetterFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="counts what SQLite does"),
]
ALL, NEWEST = 20_000, 5


@pytest.fixture
def _many_news() -> None:
    letter = LetterFactory.create()
    News.objects.bulk_create(
        News(letter=letter, reference=letter.reference, number=1, kind="changed", outcome="upheld",
             revision=1, position=position)
        for position in range(1, ALL + 1)
    )  # fmt: skip


def steps(read: Callable[[], Iterable[object]]) -> int:
    """How many hundreds of steps of its machine SQLite needs."""
    count = 0

    def one_more() -> int:
        nonlocal count
        count += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(one_more, 100)
    try:
        list(read())
    finally:
        connection.connection.set_progress_handler(None, 0)
    return count


@pytest.mark.usefixtures("_many_news")
@pytest.mark.parametrize(
    "read",
    [
        lambda: news_between(ALL - NEWEST, ALL),
        lambda: between(ALL - NEWEST).order_by("-position"),
        lambda: between(ALL - NEWEST, ALL).order_by("-position"),
    ],
)
def test_the_newest_are_read_without_the_others(read: Callable[[], Iterable[object]]) -> None:
    assert steps(read) < 20
    assert len(list(read())) == NEWEST


@pytest.mark.usefixtures("_many_news")
def test_nothing_is_before_the_first_or_after_the_newest() -> None:
    assert (
        between(ALL).count() == between(2**62).count() == between(5, 5).count() == between(7, 5).count() == 0
    )
    assert between(-3, 2).count() == between(0, 2).count() == 2
