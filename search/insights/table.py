"""All rows of a breakdown as a file."""

from collections.abc import Iterator
from typing import Final

from search.query.statistics import Breakdown, Row
from search.web.csv_cells import BYTE_ORDER_MARK, cell, lines

COLUMNS: Final = ("value", "label", "level", "upheld", "overturned", "decided", "share", "low", "high")


def csv_table(breakdown: Breakdown, *, is_share_told: bool = True) -> str:
    """Every row as CSV: shares from 0 to 1, empty where too few were decided or none are told."""
    return BYTE_ORDER_MARK + lines([COLUMNS, *_rows(breakdown, is_share_told)])


def _rows(breakdown: Breakdown, is_share_told: bool) -> Iterator[list[str]]:
    for row in breakdown.rows:
        outcomes = row.outcomes
        counts = (row.level, outcomes.upheld, outcomes.overturned, outcomes.decided)
        label = breakdown.dimension.full_label_of(row.value)
        yield [cell(row.value), cell(label), *map(cell, counts), *_share(row, is_share_told)]


def _share(row: Row, is_share_told: bool) -> list[str]:
    share = row.outcomes.share if is_share_told else None
    return [f"{part:.4f}" for part in (share.value, share.low, share.high)] if share else ["", "", ""]
