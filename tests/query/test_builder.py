"""The body that a request becomes; what it finds is tested on the engine in tests/finding."""

import json
from typing import Any

import pytest

from search.query.builder import build, query_for
from search.query.cursor import Cursor
from search.query.request import Match, SearchRequest, Show, Sort
from search.query.syntax import parse


def request(typed: str = "", **values: Any) -> SearchRequest:
    return SearchRequest(question=parse(typed), **values)


def body(typed: str = "", **values: Any) -> dict[str, Any]:
    return build(request(typed, **values), timeout_ms=2400)


def test_no_question_asks_for_everything_newest_first() -> None:
    asked = body()
    assert asked["query"] == {"match_all": {}}
    assert "decided_on" in asked["sort"][0]


def test_a_question_of_unwanted_words_alone_has_no_best_match() -> None:
    assert "decided_on" in body("-cervical")["sort"][0]


def test_a_scored_question_comes_best_first_unless_another_order_is_chosen() -> None:
    assert "_score" in body("lumbar")["sort"][0]
    assert body("lumbar", sort=Sort.OLDEST)["sort"][0]["decided_on"]["order"] == "asc"


def test_each_unwanted_word_is_left_out_by_itself() -> None:
    assert len(query_for(request("fusion -cervical -lumbar"))["bool"]["must_not"]) == 2


def test_most_of_the_words_are_only_asked_for_where_that_is_wanted() -> None:
    assert "minimum_should_match" not in json.dumps(body("lumbar fusion zebra"))
    assert "minimum_should_match" in json.dumps(body("lumbar fusion zebra", match=Match.MOST))


def test_the_typed_text_reaches_no_query_language() -> None:
    asked = json.dumps(body('lumb* (a.b OR /x{9}/) "phrase~9" treatment:norco'))
    assert not {"query_string", "simple_query_string", "regexp", "wildcard", "script"} & set(asked.split('"'))


def test_passages_are_escaped_by_the_engine() -> None:
    assert body("knee")["highlight"]["encoder"] == "html"


def test_a_cursor_stands_for_the_page() -> None:
    asked = body("knee", after=Cursor(20, (1.5, 1481241600000, 7, 1)))
    assert asked["search_after"] == [1.5, 1481241600000, 7, 1]
    assert "from" not in asked


def test_letters_are_listed_once() -> None:
    assert body("knee", show=Show.LETTERS)["collapse"]["field"] == "letter_id"


@pytest.mark.parametrize("typed", ["neurontin", "neurontin foot", '"neurontin"', "drug:neurontin", "neuron*"])
def test_the_same_request_gives_the_same_body(typed: str) -> None:
    assert body(typed) == body(typed)
