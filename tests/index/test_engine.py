"""The door to the engine: each way in which it can fail has its error."""

from typing import Any

import pytest

from search.index.alias import delete_index
from search.index.engine import search
from search.index.errors import EngineRefused, EngineUnavailable
from tests.index.line import Fault, Line

pytestmark = pytest.mark.django_db

EVERYTHING: dict[str, Any] = {"query": {"match_all": {}}}
WHOLE = {"_shards": {"total": 1, "successful": 1, "failed": 0}, "timed_out": False, "hits": {"hits": []}}


def test_a_search_goes_to_the_alias(index: str) -> None:
    assert search(EVERYTHING)["hits"]["total"]["value"] == 0


def test_an_index_that_is_not_built_is_unavailable(index: str) -> None:
    delete_index(index)
    with pytest.raises(EngineUnavailable, match="not built yet"):
        search(EVERYTHING)


def test_a_request_that_makes_no_sense_is_refused(index: str) -> None:
    with pytest.raises(EngineRefused, match="parsing_exception"):
        search({"query": {"no_such_query": {}}})


@pytest.mark.parametrize("what", [408, 429, 502, 503, 504, Fault.CUT, Fault.LOST], ids=str)
def test_an_engine_in_trouble_is_unavailable(line: Line, what: int | Fault) -> None:
    line.trouble("_search", what)
    with pytest.raises(EngineUnavailable):
        search(EVERYTHING)


@pytest.mark.parametrize(
    "part",
    [{"_shards": {"total": 2, "successful": 1, "failed": 1}}, {"timed_out": True}],
    ids=["shards", "time"],
)
def test_an_answer_for_a_part_of_the_letters_is_no_answer(line: Line, part: dict[str, object]) -> None:
    line.trouble("_search", {**WHOLE, **part})
    with pytest.raises(EngineUnavailable, match="a part of the letters"):
        search(EVERYTHING)


def test_nobody_listening_is_unavailable(engine_away: None) -> None:
    with pytest.raises(EngineUnavailable, match="does not answer"):
        search(EVERYTHING)
