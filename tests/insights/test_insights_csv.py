"""The rows of a breakdown as a file, on the real engine."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from search.insights.table import COLUMNS, csv_table
from search.query.statistics import DIMENSIONS, DIMENSIONS_BY_NAME, Breakdown, OutcomeCounts, Row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]


def rows(client: Client, **parameters: str) -> list[dict[str, Any]]:
    response = client.get("/insights.csv", parameters)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", [dimension.name for dimension in DIMENSIONS])
def test_each_dimension_has_one_header_and_all_its_rows(stranger: Client, name: str) -> None:
    table = rows(stranger, q="pain", by=name)
    assert table
    assert tuple(table[0]) == COLUMNS
    for row in table:
        assert int(row["upheld"]) + int(row["overturned"]) == int(row["decided"])
        assert (row["share"] == "") == (int(row["decided"]) < 10)


def test_rows_of_a_single_value_add_up_whatever_the_outcome_filter(stranger: Client) -> None:
    plain, filtered = rows(stranger, by="year"), rows(stranger, by="year", outcome="upheld")
    assert plain == filtered
    assert [row["value"] for row in plain] == ["2015", "2016", "2017", "2018", "none"]
    total = sum(int(row["decided"]) for row in rows(stranger, by="category") if row["level"] == "0")
    assert sum(int(row["decided"]) for row in plain) == total


def test_no_share_is_told_of_a_question_for_an_outcome(stranger: Client) -> None:
    assert {row["share"] for row in rows(stranger, q="outcome:upheld", by="category")} == {""}


def test_the_file_is_named_after_what_it_holds(stranger: Client) -> None:
    response = stranger.get("/insights.csv?by=drug")
    assert response["Content-Disposition"].startswith('attachment; filename="imr-insights-drug-20')
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")


@pytest.mark.parametrize(
    "asked", ["", "by=", "by=outcome", "by=drug&by=year", "by=drug&drugs=x", "by=drug&q=%22x"]
)
def test_what_cannot_be_asked_is_told_to_readers_and_programs(stranger: Client, asked: str) -> None:
    assert stranger.get(f"/insights.csv?{asked}").status_code == 400
    problem = stranger.get(f"/insights.csv?{asked}", headers={"accept": "application/json"})
    assert (problem.status_code, problem["Content-Type"]) == (400, "application/problem+json")


def test_formulas_are_defused() -> None:
    row = Row('=HYPERLINK("x")', '=HYPERLINK("x")', OutcomeCounts(9, 3))
    table = csv_table(Breakdown(DIMENSIONS_BY_NAME["specialty"], (row,)))
    [_, cells] = csv.reader(io.StringIO(table))
    assert cells[:2] == ['\'=HYPERLINK("x")'] * 2
    assert cells[2:] == ["0", "9", "3", "12", "0.2500", "0.0889", "0.5323"]
