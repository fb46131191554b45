"""The ledger: what is told of letters, and the order in which everybody sees it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from search.ingest.quarantine import release
from search.models import Letter, News
from search.models.letters import Visibility
from search.news.positions import give_positions, newest_position, position_now, stuck, take_back
from search.news.telling import tell
from tests.alerts.steps import quarantined, stored
from tests.factories import LetterFactory


def in_the_index(*letters: Letter) -> None:
    for letter in letters:
        letter.refresh_from_db()
        Letter.objects.filter(pk=letter.pk).update(indexed_revision=letter.revision)


def positions() -> list[int | None]:
    return list(News.objects.order_by("pk").values_list("position", flat=True))


def test_what_can_be_found_now_is_no_news_to_who_looks_now(db: None) -> None:
    found, waiting = stored({}, {}), stored()
    in_the_index(found)
    assert position_now() == 2
    assert positions() == [1, 2, None]
    in_the_index(waiting)
    assert position_now() == 3


def test_more_than_one_hold_gives_have_their_positions_too(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.news.positions.AT_ONCE", 2)
    in_the_index(stored(*[{}] * 5))
    assert position_now() == 5


def test_positions_follow_each_other_without_gaps(db: None) -> None:
    first, second = stored({}, {}), stored()
    in_the_index(second)
    assert give_positions() == 1
    in_the_index(first)
    assert give_positions() == 2
    assert give_positions() == 0
    assert positions() == [2, 3, 1]
    assert newest_position() == 3


def test_a_letter_waits_for_the_index_to_hold_its_newest_revision(db: None) -> None:
    letter = stored()
    in_the_index(letter)
    stored(letter=letter)
    assert give_positions() == 0
    in_the_index(letter)
    assert give_positions() == 1


@pytest.mark.parametrize("visibility", [Visibility.QUARANTINED, Visibility.REFUSED, Visibility.REMOVED])
def test_what_is_not_public_has_no_news(visibility: str, db: None) -> None:
    letter = LetterFactory.create(visibility=visibility)
    assert tell(letter, letter.determinations.all()) == []


def test_news_of_a_letter_that_is_not_public_any_more_wait_for_its_release(db: None) -> None:
    letter = stored()
    quarantined(letter)
    in_the_index(letter)
    assert give_positions() == 0
    release(Letter.objects.all())
    in_the_index(letter)
    assert give_positions() == 1
    assert News.objects.count() == 1


def test_news_of_a_deleted_letter_wait_for_it_to_be_handed_in_again(db: None) -> None:
    letter = stored()
    in_the_index(letter)
    letter.delete()
    assert give_positions() == 0
    again = stored(letter=LetterFactory.create(reference=letter.reference, determinations=[]))
    in_the_index(again)
    assert give_positions() == 1
    assert News.objects.get().letter == again


def test_news_of_a_determination_that_is_gone_wait(db: None) -> None:
    letter = stored({}, {})
    stored({}, letter=letter)
    in_the_index(letter)
    assert give_positions() == 1
    stored({}, {}, letter=letter)
    in_the_index(letter)
    assert give_positions() == 1


def test_positions_that_are_taken_back_are_not_given_to_others(db: None) -> None:
    letter = stored({}, {})
    in_the_index(letter)
    give_positions()
    assert take_back(News.objects.filter(number=1).values_list("pk", flat=True)) == 1
    assert give_positions() == 1
    assert positions() == [3, 2]


def test_the_same_outcome_is_told_once_and_another_as_a_change(db: None) -> None:
    letter = stored({"outcome": "upheld"})
    stored({"outcome": "upheld"}, letter=letter)
    stored({"outcome": "overturned"}, letter=letter)
    told = News.objects.order_by("pk").values_list("kind", "outcome", "previous_outcome")
    assert list(told) == [("new", "upheld", ""), ("changed", "overturned", "upheld")]


@pytest.fixture
def threads(transactional_db: None) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def test_two_who_release_a_letter_at_once_tell_it_once(threads: ThreadPoolExecutor) -> None:
    letter = LetterFactory.create(visibility=Visibility.QUARANTINED)
    together = Barrier(2, timeout=60)

    def let_go() -> None:
        together.wait()
        release(Letter.objects.filter(pk=letter.pk))
        connection.close()

    for done in [threads.submit(let_go) for _ in range(2)]:
        done.result()
    assert News.objects.count() == 1


def test_two_who_give_positions_at_once_give_each_once(threads: ThreadPoolExecutor) -> None:
    letters = [stored({}, {}) for _ in range(5)]
    in_the_index(*letters)
    together = Barrier(2, timeout=60)

    def give() -> int:
        together.wait()
        given = give_positions()
        connection.close()
        return given

    given = [done.result() for done in [threads.submit(give) for _ in range(2)]]
    assert sum(given) == 10
    assert sorted(filter(None, positions())) == list(range(1, 11))


def test_what_is_rolled_back_was_never_told(transactional_db: None) -> None:
    class Broken(Exception):
        pass

    with pytest.raises(Broken), transaction.atomic():
        stored()
        raise Broken
    assert not News.objects.exists()


def test_news_that_nobody_gives_a_position_are_seen(db: None) -> None:
    waiting, held, hidden = stored(), stored(), stored()
    quarantined(hidden)
    in_the_index(held, hidden)
    assert waiting.pk
    assert stuck() == 0
    later = timezone.now() + timedelta(minutes=11)
    assert stuck(later) == 1
    give_positions()
    assert stuck(later) == 0
