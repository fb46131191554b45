"""Taking a result away, on the real engine."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from search.exporting.formats import Csv, JsonLines
from search.exporting.streaming import Export
from search.finding import find
from search.index.errors import EngineUnavailable
from search.index.point_in_time import PointInTime
from search.query.request import SearchRequest
from tests.exporting.conftest import Moments
from tests.factories import LetterFactory
from tests.searchable import searchable

pytestmark = pytest.mark.django_db
Write = Callable[[], None]
Rows = Callable[..., list[dict[str, Any]]]


def store_letters() -> None:
    LetterFactory(
        case_number="CM16-0000001",
        decided_on=date(2016, 12, 9),
        received_on=date(2016, 10, 1),
        ur_denied_on=date(2016, 9, 9),
        injured_on=date(2012, 2, 29),
        reviewer_specialties=["Pain Management", "Anesthesiology"],
        claimant_age=45,
        claimant_sex="female",
        priority="standard",
        determinations=[
            {
                "treatment": "=HYPERLINK(1), lumbar brace, epidural steroid injection",
                "reasons": [{"key": "no_red_flags"}, {"key": "weaning_advised"}],
                "claims_administrator_citation": "ODG, Low Back.",
                "body_regions": ["lumbar spine", "hip"],
            },
            {
                "treatment": "Gabapentin 300mg #90",
                "outcome": "overturned",
                "category": "Pharmaceuticals",
                "drugs": ["gabapentin"],
                "rationale": 'He said "yes",\nand; then, no.',
                "reviewer_guidelines": [],
            },
        ],
    )
    LetterFactory(case_number="CM17-0000002", decided_on=date(2017, 1, 20))


@pytest.fixture(scope="module")
def letters(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with searchable(store_letters, django_db_blocker):
        yield


@pytest.mark.usefixtures("letters")
class TestRows:
    def test_a_row_has_all_facts_of_a_determination(self, export_csv: Rows) -> None:
        (row,) = export_csv(q="brace")
        assert row["reference"] == "CM16-0000001#1"
        assert row["url"] == "http://testserver/letters/CM16-0000001#1"
        assert row["treatment"] == "'=HYPERLINK(1), lumbar brace, epidural steroid injection"
        assert row["procedures"] == "Back brace; Epidural steroid injection"
        assert row["procedure_keys"] == "back-brace; epidural-steroid-injection"
        assert (row["outcome"], row["outcome_key"]) == ("Denial upheld", "upheld")
        assert (row["decided_on"], row["received_on"]) == ("2016-12-09", "2016-10-01")
        assert (row["ur_denied_on"], row["injured_on"]) == ("2016-09-09", "2012-02-29")
        assert row["reason_keys"] == "no_red_flags; weaning_advised"
        assert row["reviewer_specialties"] == "Pain Management; Anesthesiology"
        assert row["body_regions"] == "lumbar spine; hip"
        assert row["claims_administrator_citation"] == "ODG, Low Back."
        assert row["reviewer_citation"].startswith("Decision based on MTUS")
        assert row["reviewer_guideline_keys"] == "mtus; mtus/low-back-complaints"
        assert (row["claimant_age"], row["claimant_sex"], row["items_in_letter"]) == ("45", "female", "2")

    def test_json_lines_keep_lists_and_numbers(self, export_lines: Rows) -> None:
        (row,) = export_lines(category="Pharmaceuticals")
        assert row["drugs"] == ["gabapentin"]
        assert (row["procedures"], row["procedure_keys"]) == ([], [])
        assert (row["number"], row["items_in_letter"], row["holds_all_words"]) == (2, 2, True)
        assert row["rationale"] == 'He said "yes",\nand; then, no.'

    def test_rows_stand_in_the_results_order(self, export_csv: Rows) -> None:
        newest = ["CM17-0000002#1", "CM16-0000001#1", "CM16-0000001#2"]
        assert [row["reference"] for row in export_csv(sort="newest")] == newest
        assert export_csv(sort="oldest")[0]["reference"] == "CM16-0000001#1"

    def test_all_pages_are_exported_whichever_is_shown(self, export_csv: Rows) -> None:
        assert len(export_csv(page=3, page_size=1)) == 3
        assert len(export_csv(show="letters")) == 3

    def test_filters_hold(self, export_csv: Rows) -> None:
        assert [row["reference"] for row in export_csv(outcome="overturned")] == ["CM16-0000001#2"]

    def test_near_matches_are_marked_as_such(self, export_csv: Rows) -> None:
        rows = export_csv(q="gabapentin yes kryptonite", match="most")
        assert [(row["reference"], row["holds_all_words"]) for row in rows] == [("CM16-0000001#2", "no")]

    def test_nothing_found_is_a_table_of_nothing(self, export_csv: Rows, export_lines: Rows) -> None:
        assert export_csv(q="xyzzy", literal="on") == []
        assert export_lines(q="xyzzy", literal="on") == []

    def test_the_file_has_a_name_with_its_day_and_excel_is_told_its_encoding(self, stranger: Client) -> None:
        response = stranger.get("/export.csv")
        assert response["Content-Type"].startswith("text/csv; charset=utf-8")
        assert 'attachment; filename="imr-decisions-2' in response["Content-Disposition"]
        assert response.getvalue().startswith(b"\xef\xbb\xbf")

    def test_who_asks_for_the_head_opens_nothing(self, stranger: Client, moments: Moments) -> None:
        response = stranger.head("/export.csv")
        assert (response.status_code, response["Content-Type"][:8]) == (200, "text/csv")
        assert not moments.opened


@pytest.mark.usefixtures("letters")
class TestLimits:
    @pytest.fixture(autouse=True)
    def low(self, settings: Settings) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, export_limit=2, export_limit_signed_in=3)

    def test_a_stranger_is_told_how_many_there_are_and_how_many_may_be(self, stranger: Client) -> None:
        response = stranger.get("/export.csv", {"sort": "oldest"})
        assert response.status_code == 403
        text = response.content.decode()
        assert "3 decisions" in text
        assert "at most 2" in text
        assert "/?sort=oldest" in text

    @pytest.mark.parametrize(
        ("path", "accept"), [("/export.jsonl", "*/*"), ("/export.csv", "application/json")]
    )
    def test_a_program_is_told_as_problem_details(self, stranger: Client, path: str, accept: str) -> None:
        response = stranger.get(path, headers={"accept": accept})
        assert response.status_code == 403
        assert response["Content-Type"] == "application/problem+json"
        assert (response.json()["total"], response.json()["limit"]) == (3, 2)

    def test_a_narrower_result_is_exported(self, export_csv: Rows) -> None:
        assert len(export_csv(year="2016")) == 2

    def test_who_is_signed_in_may_take_more(self, export_csv: Rows) -> None:
        reader = Client()
        reader.force_login(User.objects.create_user("reader"))
        assert len(export_csv(reader)) == 3


class TestMistakes:
    @pytest.mark.parametrize("parameters", [{"q": '"open'}, {"catgory": "x"}, {"sort": "best"}])
    def test_are_said_on_a_page_and_to_programs(self, stranger: Client, parameters: dict[str, str]) -> None:
        page = stranger.get("/export.csv", parameters)
        told = stranger.get("/export.jsonl", parameters)
        assert (page.status_code, told.status_code) == (400, 400)
        assert next(iter(parameters)) in page.content.decode()
        assert set(told.json()["errors"]) == set(parameters)

    def test_a_parameter_given_twice_is_refused(self, stranger: Client) -> None:
        assert stranger.get("/export.jsonl?q=a&q=b").status_code == 400

    def test_only_reading_is_answered(self, stranger: Client) -> None:
        assert stranger.post("/export.csv").status_code == 405

    def test_an_engine_that_is_away_is_said_before_the_answer_begins(
        self, engine_away: None, stranger: Client
    ) -> None:
        for path in ("/export.csv", "/export.jsonl"):
            response = stranger.get(path)
            assert (response.status_code, int(response["Retry-After"]) > 0) == (503, True)


@pytest.mark.usefixtures("letters")
class TestReading:
    """What lies between the engine and the client."""

    @pytest.fixture
    def request_of_all(self, monkeypatch: pytest.MonkeyPatch) -> SearchRequest:
        monkeypatch.setattr("search.exporting.streaming.BATCH", 1)
        return find(SearchRequest()).request

    def test_the_moment_is_forgotten_at_the_end(
        self, request_of_all: SearchRequest, moments: Moments
    ) -> None:
        export = Export(request_of_all, Csv(), str)
        assert len(moments.still_open) == 1
        assert len(list(export)) == 3
        assert not moments.still_open

    @pytest.mark.parametrize("taken", [0, 1, 2])
    def test_the_moment_is_forgotten_when_the_client_goes_away(
        self, request_of_all: SearchRequest, moments: Moments, taken: int
    ) -> None:
        export = Export(request_of_all, JsonLines(), str)
        assert len(list(islice(export, taken))) == taken
        export.close()
        assert not moments.still_open
        assert list(export) == []

    def test_the_web_server_closes_what_it_streams(self, stranger: Client, moments: Moments) -> None:
        response = stranger.get("/export.csv")
        assert len(moments.still_open) == 1
        response.close()
        assert not moments.still_open

    @pytest.mark.parametrize(("form", "told"), [(Csv(), b"INCOMPLETE: "), (JsonLines(), b'{"error": ')])
    def test_an_engine_that_fails_in_between_leaves_no_table_that_looks_whole(
        self, request_of_all: SearchRequest, form: Any, told: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        export = Export(request_of_all, form, str)
        next(export)
        forgotten = PointInTime.close
        forgotten(export._moment)
        rest = list(export)
        assert told in rest[-1]
        assert "broke off" in caplog.text

    def test_an_index_that_refuses_the_first_batch_leaves_no_moment(
        self, request_of_all: SearchRequest, moments: Moments, monkeypatch: pytest.MonkeyPatch
    ) -> None:

        def fail(*_: object) -> None:
            raise EngineUnavailable("gone")

        monkeypatch.setattr(PointInTime, "_hits", fail)
        with pytest.raises(EngineUnavailable):
            Export(request_of_all, Csv(), str)
        assert len(moments.opened) == 1
        assert not moments.still_open
