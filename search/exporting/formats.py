"""Rows as CSV and as JSON lines, a batch at a time."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from search.exporting.columns import COLUMNS, Value

Row = Mapping[str, Value]

# What a spreadsheet may take for a formula, also in full width, and behind spaces.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
# Control characters stop some readers in the middle of a table.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BETWEEN: Final = "; "


class Format(Protocol):
    """How an export is written. `head` comes first, then batches; `failure` only where it breaks off."""

    suffix: str
    media_type: str

    def head(self) -> str: ...

    def batch(self, rows: Iterable[Row]) -> str: ...

    def failure(self, sentence: str) -> str: ...


class Csv:
    """RFC 4180, every cell in quotes: a semicolon in a list is no separator to any spreadsheet."""

    suffix = "csv"
    media_type = "text/csv; charset=utf-8; header=present"

    def head(self) -> str:
        # The byte order mark tells Excel that this is UTF-8.
        return "\N{ZERO WIDTH NO-BREAK SPACE}" + _lines([[column.name for column in COLUMNS]])

    def batch(self, rows: Iterable[Row]) -> str:
        return _lines([_cell(row[column.name]) for column in COLUMNS] for row in rows)

    def failure(self, sentence: str) -> str:
        return _lines([[f"INCOMPLETE: {sentence}"] + [""] * (len(COLUMNS) - 1)])


class JsonLines:
    """One JSON object a line."""

    suffix = "jsonl"
    media_type = "application/x-ndjson"

    def head(self) -> str:
        return ""

    def batch(self, rows: Iterable[Row]) -> str:
        return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)

    def failure(self, sentence: str) -> str:
        return json.dumps({"error": sentence}, ensure_ascii=False) + "\n"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    text = _CONTROLS.sub("", value if isinstance(value, str) else _BETWEEN.join(value))
    return f"'{text}" if _FORMULA.match(text) else text


def _lines(rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    return written.getvalue()
