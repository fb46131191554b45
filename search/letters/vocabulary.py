"""The word lists of `data/`, each read once and kept.

A file is UTF-8, one entry a line, fields parted by tabs; empty lines and lines that start with `#` are notes.
"""

import functools
from importlib import resources


@functools.cache
def lines_of(file_name: str, package: str = "search.letters") -> tuple[str, ...]:
    """Entries of one file of a package's `data/` in its order; raises FileNotFoundError where it is not."""
    text = resources.files(package).joinpath("data", file_name).read_text(encoding="utf-8")
    stripped = (line.rstrip() for line in text.splitlines())
    return tuple(line for line in stripped if line and not line.startswith("#"))


@functools.cache
def rows_of(file_name: str, fields: int) -> tuple[tuple[str, ...], ...]:
    """Entries as tuples of `fields` strings, missing ones empty; raises ValueError that names a bad line."""
    rows = []
    for line in lines_of(file_name):
        row = tuple(field.strip() for field in line.split("\t"))
        if len(row) > fields:
            raise ValueError(f"{file_name} wants {fields} fields parted by tabs, mend this line: {line!r}")
        rows.append(row + ("",) * (fields - len(row)))
    return tuple(rows)
