"""docs/access.md as data: its tables say of each request what each visitor gets.

A table that begins with a column "Route" counts; the others explain. A cell of its column "Asked" holds a
method and a path in code, and the fields of a form in a second code span.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "access.md"
_CODE: Final = re.compile(r"`([^`]*)`")
_CELL: Final = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table.

    Attributes:
        routes: the routes of Django's resolver that it stands for, as `routes.py` tells them.
        method: GET or POST.
        path: path and query string, with names of rows.
        fields: the fields of a POST, as in a query string.
        answers: what each visitor gets, by the heading of the column.
    """

    routes: tuple[str, ...]
    method: str
    path: str
    fields: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.path, self.fields)))


def read_table(text: str) -> list[Line]:
    """All lines of all tables of requests.

    Raises:
        ValueError: a line has not the cells that its table's heading asks for.
    """
    lines: list[Line] = []
    heading: list[str] = []
    for row in text.splitlines():
        if not row.startswith("|"):
            heading = []
        elif not heading:
            heading = _cells(row)
        elif heading[0] == "Route" and not set(row) <= set("|-: "):
            lines.append(_line(heading, _cells(row)))
    return lines


def _cells(row: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(row.strip()[1:-1])]


def _line(heading: list[str], cells: list[str]) -> Line:
    if len(cells) != len(heading):
        raise ValueError(f"{len(heading)} cells are wanted, not {len(cells)}: {cells}")
    asked, *fields = _CODE.findall(cells[1])
    method, path = asked.split(" ", 1)
    return Line(
        routes=tuple(_CODE.findall(cells[0])),
        method=method,
        path=path,
        fields="".join(fields),
        answers=dict(zip(heading[2:], cells[2:], strict=True)),
    )
