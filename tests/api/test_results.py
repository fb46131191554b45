"""What version 1 of the API adds to a page of results."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from search.query.statistics import DIMENSIONS_BY_NAME

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]


def ask(client: Client, path: str, status: int = 200, **parameters: Any) -> dict[str, Any]:
    response = client.get(f"/api/v1/{path}", parameters)
    assert response.status_code == status, response.content
    answer: dict[str, Any] = response.json()
    return answer


def follow(client: Client, address: str | None) -> list[list[str]]:
    """References by page, from an address to the last."""
    pages = []
    while address:
        parts = urlsplit(address)
        answer = client.get(f"{parts.path}?{parts.query}").json()
        pages.append([found["reference"] for found in answer["results"]])
        address = answer["next"]
    return pages


class TestCursors:
    @pytest.mark.parametrize(
        "parameters", ["q=acupuncture", "sort=oldest", "show=letters", "q=session+visits&sort=newest"]
    )
    def test_pages_are_followed_to_the_end_without_gap_or_overlap(
        self, stranger: Client, parameters: str
    ) -> None:
        pages = follow(stranger, f"/api/v1/determinations?page_size=1&{parameters}")
        (whole,) = follow(stranger, f"/api/v1/determinations?page_size=100&{parameters}")
        assert [reference for page in pages for reference in page] == whole
        assert len(whole) > 2

    def test_a_cursor_goes_on_where_a_page_ended(self, stranger: Client) -> None:
        first = ask(stranger, "determinations", page_size=3, sort="oldest")
        second = ask(stranger, "determinations", page_size=3, sort="oldest", after=first["after"])
        by_number = ask(stranger, "determinations", page_size=3, sort="oldest", page=2)
        assert second["results"] == by_number["results"]
        assert second["page"] == 2

    @pytest.mark.parametrize(
        "cursor", ["x", "W10", "WzEsMSwyXQ", "WzEsIngiLCJ5Il0", "WzEsbnVsbCxudWxsLG51bGxd", "=" * 600]
    )
    def test_a_made_up_cursor_is_no_fault_of_ours(self, stranger: Client, cursor: str) -> None:
        response = stranger.get("/api/v1/determinations", {"after": cursor})
        assert response.status_code in {200, 400, 404}

    @pytest.mark.parametrize("path", ["determinations", "statistics"])
    def test_letters_have_no_place_to_go_on_from(self, stranger: Client, path: str) -> None:
        cursor = ask(stranger, "determinations", page_size=1)["after"]
        assert set(ask(stranger, path, 400, after=cursor, show="letters")["errors"]) == {"after"}


class TestWhatWasAsked:
    def test_letters_are_shown_once_with_their_other_determinations(self, stranger: Client) -> None:
        answer = ask(stranger, "determinations", q="acupuncture", show="letters")
        (found,) = answer["results"]
        assert len(found["others"]) == 10
        assert answer["facets"]["outcome"]["unit"] == "letters"

    def test_other_words_that_were_searched_are_told(self, stranger: Client) -> None:
        answer = ask(stranger, "determinations", q="neurontin")
        assert "gabapentin" in answer["also_searched"][0]["others"]
        assert ask(stranger, "determinations", q="neurontin", literal="true")["also_searched"] == []

    def test_a_likelier_spelling_is_told(self, stranger: Client) -> None:
        meant = ask(stranger, "determinations", q="acupunctre")["did_you_mean"]
        assert meant["q"] == "acupuncture"

    def test_values_left_out_are_left_out(self, stranger: Client) -> None:
        answer = ask(stranger, "determinations", not_category="Acupuncture")
        assert answer["total"] == {"determinations": 3, "letters": 3, "unread_letters": 1}
        (acupuncture,) = [
            value for value in answer["facets"]["category"]["values"] if value["value"] == "Acupuncture"
        ]
        assert (acupuncture["count"], acupuncture["unwanted"]) == (11, True)

    def test_months_are_counted(self, stranger: Client) -> None:
        answer = ask(stranger, "determinations", decided_from="2016-12", decided_to="2017-01")
        assert answer["total"]["determinations"] == 3
        counted = {month["month"]: month["count"] for month in answer["decided"]["months"] if month["count"]}
        assert counted["2018-03-01"] == 11

    def test_an_unread_letter_has_no_number_and_no_outcome(self, stranger: Client) -> None:
        (found,) = ask(stranger, "determinations", q="kinesiology")["results"]
        assert (found["number"], found["outcome"]) == (None, None)


class TestFacets:
    def test_all_values_of_a_facet_are_listed(self, stranger: Client) -> None:
        answer = ask(stranger, "facets/specialty", q="visits")
        assert {value["value"] for value in answer["values"]} == {
            "Occupational Medicine",
            "Preventive Medicine",
        }

    def test_values_are_found_by_their_letters(self, stranger: Client) -> None:
        answer = ask(stranger, "facets/specialty", contains="PREV")
        assert [value["value"] for value in answer["values"]] == ["Preventive Medicine"]

    def test_a_facet_that_there_is_not_is_not_found(self, stranger: Client) -> None:
        assert ask(stranger, "facets/colour", 404)["status"] == 404

    def test_too_many_letters_are_refused(self, stranger: Client) -> None:
        assert set(ask(stranger, "facets/specialty", 400, contains="x" * 101)["errors"]) == {"contains"}


class TestStatistics:
    def test_a_share_has_its_interval_and_its_meaning(self, stranger: Client) -> None:
        answer = ask(stranger, "statistics", q="acupuncture")
        assert (answer["decided"], answer["upheld"], answer["overturned"]) == (11, 7, 4)
        assert answer["overturned_share"] == pytest.approx(4 / 11)
        interval = answer["overturned_share_interval"]
        # By the formula of Wilson (1927), computed elsewhere.
        assert (interval["low"], interval["high"]) == (
            pytest.approx(0.1517, abs=1e-4),
            pytest.approx(0.6462, abs=1e-4),
        )
        assert "appealed" in answer["meaning"]

    def test_an_outcome_chosen_is_left_out(self, stranger: Client) -> None:
        plain = ask(stranger, "statistics", q="acupuncture")
        for parameters in ({"outcome": "upheld"}, {"not_outcome": "upheld"}, {"show": "letters", "page": 7}):
            assert ask(stranger, "statistics", q="acupuncture", **parameters) == plain

    def test_few_cases_have_no_share(self, stranger: Client) -> None:
        answer = ask(stranger, "statistics", category="Injection")
        assert (answer["decided"], answer["overturned_share"]) == (1, None)
        assert answer["overturned_share_interval"] is None


class TestBreakdowns:
    def test_rows_have_their_outcomes_most_decided_first(self, stranger: Client) -> None:
        answer = ask(stranger, "statistics/category")
        assert (answer["by"], answer["decided"], answer["unread_letters"]) == ("category", 14, 1)
        assert [(row["value"], row["upheld"], row["overturned"]) for row in answer["rows"]] == [
            ("Acupuncture", 7, 4),
            ("Injection", 1, 0),
            ("Pharmaceuticals", 0, 1),
            ("Pharmaceuticals>gabapentin", 0, 1),
            ("Rehabilitation", 1, 0),
        ]
        (first, *others) = answer["rows"]
        assert first["overturned_share"] == pytest.approx(4 / 11)
        assert first["overturned_share_interval"]["low"] == pytest.approx(0.1517, abs=1e-4)
        assert {row["overturned_share"] for row in others} == {None}
        assert (answer["complete"], answer["overlapping"]) == (True, False)

    @pytest.mark.parametrize("by", list(DIMENSIONS_BY_NAME))
    def test_the_parameters_of_each_row_ask_for_what_it_counts(self, stranger: Client, by: str) -> None:
        answer = ask(stranger, f"statistics/{by}")
        assert answer["rows"]
        for row in answer["rows"]:
            alone = ask(stranger, "statistics", **row["parameters"])
            assert (alone["upheld"], alone["overturned"]) == (row["upheld"], row["overturned"])

    def test_filters_narrow_it_and_the_outcome_does_not(self, stranger: Client) -> None:
        narrowed = ask(stranger, "statistics/reason", category="Acupuncture")
        assert {row["value"]: row["decided"] for row in narrowed["rows"]} == {
            "no_red_flags": 11,
            "weaning_advised": 11,
        }
        assert narrowed["overlapping"]
        same = ask(stranger, "statistics/reason", category="Acupuncture", outcome="upheld", show="letters")
        assert same == narrowed

    def test_a_question_that_asks_for_an_outcome_has_no_shares(self, stranger: Client) -> None:
        answer = ask(stranger, "statistics/category", q="acupuncture (outcome:upheld OR outcome:overturned)")
        assert answer["decided"] == 11
        assert {row["overturned_share"] for row in [answer, *answer["rows"]]} == {None}

    def test_a_dimension_that_there_is_not_is_not_found(self, stranger: Client) -> None:
        for name in ("colour", "outcome", "Category", "%00"):
            assert ask(stranger, f"statistics/{name}", 404)["status"] == 404


class TestSuggestions:
    def test_what_may_be_meant_is_told_with_an_address(self, stranger: Client) -> None:
        (first, *_) = ask(stranger, "suggestions", q="gabap")["suggestions"]
        assert "abapentin" in first["text"]
        assert first["url"].startswith("http://testserver/")

    def test_nothing_typed_suggests_nothing(self, stranger: Client) -> None:
        assert ask(stranger, "suggestions") == {"suggestions": []}

    def test_too_much_typed_is_refused(self, stranger: Client) -> None:
        assert set(ask(stranger, "suggestions", 400, q="x" * 201)["errors"]) == {"q"}


class TestMistakes:
    @pytest.mark.parametrize("path", ["determinations", "statistics", "statistics/drug", "facets/reason"])
    def test_are_told_alike_everywhere(self, stranger: Client, path: str) -> None:
        assert set(ask(stranger, path, 400, catgory="x")["errors"]) == {"catgory"}
        assert set(ask(stranger, path, 400, page="x")["errors"]) == {"page"}
        assert ask(stranger, path, 400, q=["a", "b"])["errors"]["q"][0]["code"] == "twice"

    @pytest.mark.parametrize(
        "path", ["/api/", "/api/v1/nothing", "/api/v2/determinations", "/api/v1/letters/"]
    )
    def test_an_address_that_there_is_not_is_told_as_a_problem(self, stranger: Client, path: str) -> None:
        response = stranger.get(path)
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")

    def test_only_reading_is_answered(self, stranger: Client) -> None:
        response = stranger.delete("/api/v1/statistics")
        assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
        assert response["Allow"] == "GET"

    def test_the_head_of_an_answer_can_be_asked_for(self, stranger: Client) -> None:
        response = stranger.head("/api/v1/statistics")
        assert (response.status_code, response.content) == (200, b"")

    def test_a_fault_of_ours_is_told_as_a_problem_and_logged(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(*_: object) -> None:
            raise RuntimeError("secret words")

        monkeypatch.setattr("search.api.operations.find", fail)
        response = Client(raise_request_exception=False).get("/api/v1/statistics")
        assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
        assert "secret words" not in response.content.decode()
        assert "secret words" in caplog.text
