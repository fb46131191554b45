"""The body that a request becomes."""

from typing import Any

from search.query.builder import build, highlight, query_for
from search.query.request import SearchRequest, Sort
from search.query.syntax import Question, parse


def body(typed: str = "", **values: Any) -> dict[str, Any]:
    return build(SearchRequest(question=parse(typed), **values), timeout_ms=2400)


def test_no_question_asks_for_everything_newest_first() -> None:
    asked = body()
    assert asked["query"] == {"match_all": {}}
    assert "decided_on" in asked["sort"][0]


def test_all_words_are_wanted_over_all_fields() -> None:
    words = query_for(parse("lumbar esi"))["bool"]["must"][0]["multi_match"]
    assert words["operator"] == "and"
    assert words["type"] == "cross_fields"


def test_phrases_look_at_exact_words() -> None:
    phrase = query_for(parse('"functional improvement"'))["bool"]["must"][0]["multi_match"]
    assert phrase["type"] == "phrase"
    assert all(".exact" in field for field in phrase["fields"])


def test_unwanted_words_stand_alone_among_everything() -> None:
    asked = query_for(parse("-cervical"))["bool"]
    assert asked["must"] == [{"match_all": {}}]
    assert len(asked["must_not"]) == 1


def test_each_unwanted_word_is_left_out_by_itself() -> None:
    assert len(query_for(parse("fusion -cervical -lumbar"))["bool"]["must_not"]) == 2


def test_the_sort_never_ties() -> None:
    for sort in Sort:
        assert [next(iter(key)) for key in body("esi", sort=sort)["sort"]][-2:] == ["letter_id", "number"]


def test_relevance_needs_words() -> None:
    assert next(iter(body("esi")["sort"][0])) == "_score"
    assert next(iter(body("CM16-0213037")["sort"][0])) == "decided_on"


def test_pages_follow_one_another() -> None:
    assert body(page=3, page_size=25)["from"] == 50


def test_choices_filter_after_counting() -> None:
    asked = body("esi", chosen={"outcome": ("overturned",)})
    assert asked["post_filter"]["bool"]["filter"] == [{"terms": {"outcome": ["overturned"]}}]
    assert asked["aggs"]["found"]["filter"] == asked["post_filter"]
    assert asked["aggs"]["outcome"]["filter"]["bool"]["filter"] == []


def test_the_engine_escapes_what_it_marks() -> None:
    assert highlight(Question(("esi",)))["encoder"] == "html"


def test_the_typed_text_reaches_no_query_language() -> None:
    text = str(body("/.*/ field:x (a OR b) a*"))
    assert "query_string" not in text
    assert "regexp" not in text
    assert "wildcard" not in text
