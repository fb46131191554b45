"""Cells and lines of CSV files that spreadsheets open without running anything."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

# What a spreadsheet may take for a formula, also in full width, and behind spaces.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
# Control characters stop some readers in the middle of a table.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BETWEEN: Final = "; "
# It tells Excel that this is UTF-8.
BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


def cell(value: str | int | bool | Sequence[str] | None) -> str:
    """A value as a cell: lists are joined, what begins like a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    text = _CONTROLS.sub("", value if isinstance(value, str) else _BETWEEN.join(value))
    return f"'{text}" if _FORMULA.match(text) else text


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Rows as RFC 4180 has them, every cell in quotes."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    return written.getvalue()
