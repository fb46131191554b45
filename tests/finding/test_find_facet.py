"""All values of one facet under a search."""

from collections.abc import Callable

import pytest

from search.finding import find_facet
from search.query.request import Narrowing, SearchRequest
from search.query.syntax import parse
from tests.factories import LetterFactory


def values(contains: str = "", size: int = 500, **chosen: tuple[str, ...]) -> list[tuple[str, int]]:
    request = SearchRequest(narrowing=Narrowing(chosen=chosen))
    return [(one.value, one.count) for one in find_facet(request, "category", contains, size).values]


@pytest.fixture
def letters(make_searchable: Callable[[], None]) -> None:
    opioid = {"category": "Pharmaceuticals", "subcategory": "Opioids", "drugs": ["tramadol"]}
    LetterFactory(
        determinations=[
            {**opioid, "outcome": "overturned"},
            {**opioid, "drugs": ["codeine"]},
            opioid,
            {"category": "Surgery", "subcategory": "Spine"},
            {"category": "", "treatment": "A wombat"},
        ]
    )
    make_searchable()


@pytest.mark.usefixtures("letters")
class TestFindFacet:
    def test_values_come_as_a_tree_the_most_frequent_first(self) -> None:
        assert values() == [
            ("Pharmaceuticals", 3),
            ("Pharmaceuticals>Opioids", 3),
            ("Pharmaceuticals>Opioids>tramadol", 2),
            ("Pharmaceuticals>Opioids>codeine", 1),
            ("Surgery", 1),
            ("Surgery>Spine", 1),
            ("none", 1),
        ]

    def test_other_filters_narrow_the_counts_and_its_own_does_not(self) -> None:
        assert values(outcome=("overturned",), category=("Surgery",)) == [
            ("Surgery", 0),
            ("Pharmaceuticals", 1),
            ("Pharmaceuticals>Opioids", 1),
            ("Pharmaceuticals>Opioids>tramadol", 1),
        ]

    @pytest.mark.parametrize("typed", ["spine", " SPI ", "spine surgery", "Surgery › Spine"])
    def test_typed_words_are_looked_for_in_the_whole_value(self, typed: str) -> None:
        assert values(typed) == [("Surgery", 1), ("Surgery>Spine", 1)]

    @pytest.mark.parametrize("typed", [".*", '[a-z]+"', "日本", "\x00", "x" * 100_000])
    def test_what_no_value_holds_lists_none(self, typed: str) -> None:
        assert values(typed + " spines") == []

    def test_the_bucket_of_none_is_found_by_its_words(self) -> None:
        assert values("not read") == [("none", 1)]

    def test_no_more_are_listed_than_wanted_and_the_rest_is_told(self) -> None:
        assert values(size=2) == [("Pharmaceuticals", 3), ("Pharmaceuticals>Opioids", 3)]
        assert find_facet(SearchRequest(), "category", size=2).other == 5

    def test_it_counts_under_the_question(self) -> None:
        request = SearchRequest(question=parse("wombat"))
        assert [one.value for one in find_facet(request, "category").values] == ["none"]

    def test_there_are_no_other_facets(self) -> None:
        with pytest.raises(KeyError):
            find_facet(SearchRequest(), "colour")
