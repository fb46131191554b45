"""Which news a search finds, on the index that serves."""

from collections.abc import Callable

import pytest
from django.http import QueryDict

from search.forms import SearchForm
from search.ingest.quarantine import refuse
from search.models import Letter, News
from search.news.matching import FoundNews, matching, matching_each
from search.news.positions import give_positions, newest_position
from search.news.telling import tell
from search.query.request import SearchRequest
from tests.conftest import no_engine
from tests.factories import LetterFactory

pytestmark = pytest.mark.usefixtures("index")


def asked(parameters: str) -> SearchRequest:
    form = SearchForm(QueryDict(parameters))
    assert form.is_valid()
    return form.to_request()


def publish(make_searchable: Callable[[], None], *determinations: dict[str, str]) -> Letter:
    """A letter that everybody can find, with positions for its news."""
    letter: Letter = LetterFactory.create(determinations=list(determinations))
    tell(letter, letter.determinations.all())
    make_searchable()
    give_positions()
    return letter


def numbers(found: list[FoundNews]) -> list[tuple[str, int]]:
    return [(one.reference, one.number) for one in found]


def test_only_what_lies_in_the_window_is_found(make_searchable: Callable[[], None]) -> None:
    first = publish(make_searchable, {"treatment": "Lumbar fusion"})
    after = newest_position()
    second = publish(make_searchable, {"treatment": "Lumbar fusion"}, {"treatment": "Wheelchair"})
    to = newest_position()
    publish(make_searchable, {"treatment": "Lumbar fusion"})
    request = asked("q=fusion")
    assert numbers(matching(request, after, to)) == [(second.reference, 1)]
    assert numbers(matching(request, 0, to)) == [(second.reference, 1), (first.reference, 1)]


def test_filters_hold_and_all_words_must_stand(make_searchable: Callable[[], None]) -> None:
    overturned = publish(make_searchable, {"treatment": "Lumbar fusion L4", "outcome": "overturned"})
    publish(make_searchable, {"treatment": "Lumbar fusion L4", "outcome": "upheld"})
    publish(make_searchable, {"treatment": "Lumbar brace", "outcome": "overturned"})
    found = matching(asked("q=lumbar+fusion&outcome=overturned"), 0)
    assert numbers(found) == [(overturned.reference, 1)]


def test_the_spelling_is_not_corrected(make_searchable: Callable[[], None]) -> None:
    publish(make_searchable, {"treatment": "Lumbar fusion"})
    assert matching(asked("q=lumbar+fusoin"), 0) == []


def test_a_letter_that_is_not_public_now_is_not_found(make_searchable: Callable[[], None]) -> None:
    letter = publish(make_searchable, {"treatment": "Lumbar fusion"})
    refuse(Letter.objects.filter(pk=letter.pk))
    # The index has not heard of it yet.
    assert matching(asked("q=fusion"), 0) == []


def test_a_determination_is_found_once_with_its_newest_news(make_searchable: Callable[[], None]) -> None:
    letter = publish(make_searchable, {"treatment": "Lumbar fusion", "outcome": "upheld"})
    letter.determinations.update(outcome="overturned")
    letter.revision += 1
    letter.save()
    tell(letter, letter.determinations.all())
    make_searchable()
    give_positions()
    (found,) = matching(asked("q=fusion"), 0)
    assert (found.kind, found.outcome, found.previous_outcome) == (
        News.Kind.CHANGED,
        "overturned",
        "upheld",
    )


def test_several_searches_are_asked_at_once_each_with_its_own_window(
    make_searchable: Callable[[], None],
) -> None:
    fusion = publish(make_searchable, {"treatment": "Lumbar fusion"})
    after = newest_position()
    chair = publish(make_searchable, {"treatment": "Wheelchair"})
    everything = asked("")
    found = matching_each([(everything, 0), (asked("q=fusion"), after), (asked("q=wheelchair"), after)])
    assert [numbers(one) for one in found] == [
        [(chair.reference, 1), (fusion.reference, 1)],
        [],
        [(chair.reference, 1)],
    ]


def test_without_news_the_engine_is_not_asked() -> None:
    with no_engine():
        assert matching_each([(asked("q=fusion"), 0)]) == [[]]
