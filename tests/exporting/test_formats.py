"""Cells and lines of an export, without an engine."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.exporting.columns import COLUMNS, Found, Value, row_of
from search.exporting.formats import Csv, JsonLines

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "\u00a0=1",
]


def row_with(**values: Value) -> dict[str, Value]:
    return {**{column.name: None for column in COLUMNS}, **values}


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_becomes_text(formula: str) -> None:
    ((*_, cell),) = cells(Csv().batch([row_with(rationale=formula)]))
    assert cell == f"'{formula}"


def test_a_formula_in_a_list_becomes_text() -> None:
    (found,) = cells(Csv().batch([row_with(drugs=["=cmd|' /C calc'!A0", "b"])]))
    assert found[[column.name for column in COLUMNS].index("drugs")].startswith("'=")


def test_a_semicolon_is_no_separator() -> None:
    line = Csv().batch([row_with(drugs=["a", "=b"])])
    assert '"a; =b"' in line


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_from_csv_but_for_control_characters(text: str) -> None:
    ((*_, cell),) = cells(Csv().batch([row_with(rationale=text)]))
    kept = "".join(c for c in text if c in "\t\n\r" or not (ord(c) < 32 or ord(c) == 127))
    assert cell in {kept, f"'{kept}"}


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_from_json_lines(text: str) -> None:
    (line,) = JsonLines().batch([row_with(rationale=text)]).removesuffix("\n").split("\n")
    assert json.loads(line)["rationale"] == text


def test_a_broken_table_says_so_in_its_own_form() -> None:
    (row,) = cells(Csv().failure("The engine went."))
    assert row[0] == "INCOMPLETE: The engine went."
    assert len(row) == len(COLUMNS)
    assert json.loads(JsonLines().failure("The engine went.")) == {"error": "The engine went."}


def test_what_the_index_leaves_out_is_empty() -> None:
    source = {"reference": "x", "letter": "x", "number": 0, "items": 0, "reasons": [None], "drugs": None}
    row = row_of(Found(source, "http://here/letters/x", True))
    assert row["outcome"] == "Not read"
    assert (row["drugs"], row["reason_keys"], row["number"]) == ([], [], None)
    assert row["url"] == "http://here/letters/x"
