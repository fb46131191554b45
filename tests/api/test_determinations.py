"""The JSON API's search, on the real engine."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from search.query.facets.hierarchies import VALUE_LENGTH_LIMIT
from tests.api.letters import make_two_letters
from tests.factories import LetterFactory

ADDRESS = "/api/v1/determinations"
Write = Callable[[], None]


def ask(client: Client, status: int = 200, **parameters: Any) -> dict[str, Any]:
    response = client.get(ADDRESS, parameters)
    assert response.status_code == status, response.content
    answer: dict[str, Any] = response.json()
    return answer


def counts(answer: dict[str, Any], facet: str) -> dict[str, int]:
    return {value["value"]: value["count"] for value in answer["facets"][facet]["values"]}


@pytest.fixture
def letters(make_searchable: Write) -> None:
    make_two_letters()
    make_searchable()


@pytest.mark.usefixtures("letters")
class TestResults:
    def test_a_determination_is_found_with_its_reference_and_facts(self, stranger: Client) -> None:
        (found,) = ask(stranger, q="gabapentin")["results"]
        assert found["reference"] == "CM16-0000001#2"
        assert found["outcome"] == "overturned"
        assert found["decided_on"] == "2016-12-09"
        assert found["url"] == "http://testserver/letters/CM16-0000001#2"

    def test_totals_count_determinations_and_letters(self, stranger: Client) -> None:
        assert ask(stranger)["total"] == {"determinations": 3, "letters": 2, "unread_letters": 0}

    def test_words_may_stand_in_different_fields(self, stranger: Client) -> None:
        answer = ask(stranger, q="gabapentin neuropathic", match="all")
        assert answer["total"]["determinations"] == 1
        assert answer["results"][0]["full"]

    def test_where_nothing_holds_all_words_the_nearest_are_shown_as_such(self, stranger: Client) -> None:
        answer = ask(stranger, q="gabapentin neuropathic knee")
        assert (answer["match"], answer["full"]) == ("most", 0)
        assert not answer["results"][0]["full"]
        assert [found["reference"] for found in answer["results"]] == ["CM16-0000001#2"]

    def test_words_that_nothing_holds_find_nothing(self, stranger: Client) -> None:
        assert ask(stranger, q="warfarin xyzzy")["total"]["determinations"] == 0

    def test_a_phrase_is_looked_for_as_it_stands(self, stranger: Client) -> None:
        assert ask(stranger, q='"epidural steroid"')["total"]["determinations"] == 1
        assert ask(stranger, q='"steroid epidural"')["total"]["determinations"] == 0

    def test_an_unwanted_word_is_left_out(self, stranger: Client) -> None:
        assert ask(stranger, q="-gabapentin")["total"]["determinations"] == 2

    def test_a_case_number_finds_its_letter(self, stranger: Client) -> None:
        references = [found["reference"] for found in ask(stranger, q="cm16 0000001")["results"]]
        assert references == ["CM16-0000001#1", "CM16-0000001#2"]

    def test_passages_are_marked(self, stranger: Client) -> None:
        (found,) = ask(stranger, q="exceeding visits")["results"]
        assert "<mark>exceeds</mark>" in found["snippets_html"][0]

    def test_newest_and_oldest_come_first_as_asked(self, stranger: Client) -> None:
        newest = [found["reference"] for found in ask(stranger, sort="newest")["results"]]
        assert newest == ["CM17-0000002#1", "CM16-0000001#1", "CM16-0000001#2"]
        assert ask(stranger, sort="oldest")["results"][0]["reference"] == "CM16-0000001#1"

    def test_pages_follow_one_another_without_overlap(self, stranger: Client) -> None:
        pages = [ask(stranger, page_size=1, page=page)["results"] for page in (1, 2, 3)]
        assert len({page[0]["reference"] for page in pages}) == 3

    def test_the_page_after_the_last_is_not_there(self, stranger: Client) -> None:
        assert "behind the last" in ask(stranger, 404, page_size=1, page=4)["detail"]
        assert ask(stranger, 404, page=900_000)["status"] == 404


@pytest.mark.usefixtures("letters")
class TestFacets:
    def test_values_of_a_facet_are_joined_by_or(self, stranger: Client) -> None:
        answer = ask(stranger, category=["Injection", "Pharmaceuticals"])
        assert answer["total"]["determinations"] == 2

    def test_facets_are_joined_by_and(self, stranger: Client) -> None:
        answer = ask(stranger, category=["Injection", "Pharmaceuticals"], outcome="overturned")
        assert [found["reference"] for found in answer["results"]] == ["CM16-0000001#2"]

    def test_a_facet_counts_without_its_own_choice_and_with_the_others(self, stranger: Client) -> None:
        answer = ask(stranger, outcome="upheld", year="2016")
        assert counts(answer, "outcome") == {"upheld": 1, "overturned": 1}
        assert counts(answer, "year") == {"2016": 1, "2017": 1}
        assert counts(answer, "category") == {"Injection": 1}

    def test_a_chosen_value_stays_at_zero(self, stranger: Client) -> None:
        answer = ask(stranger, q="left knee", category="Injection")
        assert counts(answer, "category") == {"Injection": 0, "Rehabilitation": 1}
        assert answer["total"]["determinations"] == 0

    def test_what_has_no_value_has_a_bucket(self, stranger: Client) -> None:
        assert counts(ask(stranger), "guideline") == {
            "mtus": 2,
            "mtus/low-back-complaints": 1,
            "odg": 1,
            "none": 1,
        }
        (found,) = ask(stranger, guideline="none")["results"]
        assert found["reference"] == "CM16-0000001#2"

    def test_reasons_are_counted_and_chosen_by_their_keys(
        self, stranger: Client, make_searchable: Write
    ) -> None:
        reasons = [{"key": "no_red_flags", "start": 0, "end": 9}, {"key": "weaning_advised"}]
        LetterFactory(case_number="CM17-0000003", determinations=[{"reasons": reasons}])
        make_searchable()
        assert counts(ask(stranger), "reason") == {"no_red_flags": 1, "weaning_advised": 1, "none": 3}
        (found,) = ask(stranger, reason="weaning_advised")["results"]
        assert found["reasons"] == ["no_red_flags", "weaning_advised"]
        assert "reason" in ask(stranger, 400, reason="whim")["errors"]

    def test_a_letter_counts_for_each_specialty(self, stranger: Client) -> None:
        assert counts(ask(stranger), "specialty") == {
            "Pain Management": 2,
            "Occupational Medicine": 1,
            "Preventive Medicine": 1,
        }


class TestMistakes:
    @pytest.mark.parametrize(
        "parameters",
        [
            {"q": '"open'},
            {"q": "x" * 501},
            {"page": "0"},
            {"page": "-1"},
            {"page": "x"},
            {"page": "9" * 30},
            {"page_size": "101"},
            {"sort": "best"},
            {"outcome": "partly"},
            {"year": "x" * (VALUE_LENGTH_LIMIT + 1)},
            {"category": [f"c{n}" for n in range(51)]},
        ],
    )
    def test_a_wrong_parameter_is_named(self, stranger: Client, parameters: dict[str, Any]) -> None:
        answer = ask(stranger, 400, **parameters)
        assert set(answer["errors"]) == set(parameters)

    def test_an_unknown_parameter_is_named_instead_of_ignored(self, stranger: Client) -> None:
        assert "catgory" in ask(stranger, 400, catgory="Injection")["detail"]

    def test_a_mended_question_is_offered(self, stranger: Client) -> None:
        assert ask(stranger, 400, q='lumbar "esi')["mended"] == "lumbar esi"

    def test_errors_are_problem_details(self, stranger: Client) -> None:
        assert stranger.get(ADDRESS, {"page": "x"})["Content-Type"] == "application/problem+json"

    def test_only_reading_is_answered(self, stranger: Client) -> None:
        assert stranger.post(ADDRESS).status_code == 405


def test_an_engine_that_is_away_is_said_with_the_wait(engine_away: None, stranger: Client) -> None:
    response = stranger.get(ADDRESS, {"q": "knee"})
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0


@pytest.mark.usefixtures("engine")
def test_an_index_that_is_not_built_is_no_server_error(stranger: Client) -> None:
    assert stranger.get(ADDRESS).status_code == 503
