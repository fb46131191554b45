"""Rows as CSV and as JSON lines, a batch at a time."""

import json
from collections.abc import Iterable, Mapping
from typing import Protocol

from search.exporting.columns import COLUMNS, Value
from search.web.csv_cells import BYTE_ORDER_MARK, cell, lines

Row = Mapping[str, Value]


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
        return BYTE_ORDER_MARK + lines([[column.name for column in COLUMNS]])

    def batch(self, rows: Iterable[Row]) -> str:
        return lines([cell(row[column.name]) for column in COLUMNS] for row in rows)

    def failure(self, sentence: str) -> str:
        return lines([[f"INCOMPLETE: {sentence}"] + [""] * (len(COLUMNS) - 1)])


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
