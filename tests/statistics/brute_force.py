"""Statistics as a walk over the database's rows gives them, without a line of the portal's own counting."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose, sqrt
from types import MappingProxyType
from typing import Final

from django.http import QueryDict
from hypothesis import strategies as st

from tests.finding.facet_rows import WORD, Row, passes

# A question as typed, and whether a row is what it asks for.
QUESTIONS: Final[Mapping[str, Callable[[Row], bool]]] = MappingProxyType(
    {
        "": lambda row: True,
        WORD: lambda row: WORD in row.treatment,
        "wombat": lambda row: "wombat" in row.treatment,
        f"-{WORD}": lambda row: WORD not in row.treatment,
        f"{WORD} OR wombat": lambda row: bool(row.treatment),
        f"{WORD} -treatment:acupuncture": lambda row: (
            WORD in row.treatment and "acupuncture" not in row.treatment
        ),
        "drug:tramadol": lambda row: "tramadol" in row.values["drug"],
        "wombat region:knee": lambda row: "wombat" in row.treatment and "knee" in row.values["region"],
        "outcome:overturned": lambda row: "overturned" in row.values["outcome"],
    }
)
# How each dimension's rows stand in a row of the database, the sign between their steps, how many are rows.
FIELDS: Final[Mapping[str, tuple[str, str | None, int]]] = MappingProxyType(
    {
        "category": ("category", ">", 2),
        "procedure": ("procedure", None, 1),
        "drug": ("drug", None, 1),
        "guideline": ("guideline", "/", 2),
        "claims_guideline": ("claims_guideline", "/", 2),
        "specialty": ("specialty", None, 1),
        "reason": ("reason", None, 1),
        "region": ("region", None, 1),
        "year": ("year", None, 1),
    }
)
SPANS: Final = {
    ("", ""): (date.min, date.max),
    ("2016-02", ""): (date(2016, 2, 1), date.max),
    ("", "2016-06-15"): (date.min, date(2016, 6, 15)),
    ("2015-12", "2016-11"): (date(2015, 12, 1), date(2016, 11, 30)),
}
Counts = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """A search as its address has it."""

    question: str
    chosen: Mapping[str, Sequence[str]]
    unwanted: Mapping[str, Sequence[str]]
    span: tuple[str, str]

    def parameters(self, **others: str) -> str:
        parameters = QueryDict(mutable=True)
        # Of few, those with most of the words would come along.
        parameters.update({"q": self.question, "match": "all"})
        parameters["decided_from"], parameters["decided_to"] = self.span
        for name, values in self.chosen.items():
            parameters.setlist(name, list(values))
        for name, values in self.unwanted.items():
            parameters.setlist(f"not_{name}", list(values))
        for name, value in others.items():
            parameters[name] = value
        return parameters.urlencode()

    def found(self, rows: Iterable[Row], *, whatever_outcome: bool = False) -> list[Row]:
        left_out = {"outcome"} if whatever_outcome else set()
        chosen, unwanted = (
            {name: values for name, values in filters.items() if name not in left_out}
            for filters in (self.chosen, self.unwanted)
        )
        asks_for = QUESTIONS[self.question]
        return [row for row in rows if asks_for(row) and passes(row, chosen, unwanted) and self._in_time(row)]

    def _in_time(self, row: Row) -> bool:
        first, last = SPANS[self.span]
        if self.span == ("", ""):
            return True
        return row.decided_on is not None and first <= row.decided_on <= last


def searches(rows: Sequence[Row]) -> st.SearchStrategy[Asked]:
    """Random questions, filters and times, of values that some row has."""
    values = {name: sorted({one for row in rows for one in row.values[name]}) for name in rows[0].values}
    filters = st.lists(st.sampled_from(sorted(values)), max_size=2, unique=True).flatmap(
        lambda names: st.fixed_dictionaries(
            {
                name: st.lists(st.sampled_from(values[name]), min_size=1, max_size=3, unique=True)
                for name in names
            }
        )
    )
    return st.builds(
        Asked, st.sampled_from(sorted(QUESTIONS)), filters, filters, st.sampled_from(sorted(SPANS))
    )


def outcomes(rows: Iterable[Row]) -> Counts:
    """How many rows were upheld, and how many overturned."""
    sides = [side for row in rows for side in row.values["outcome"]]
    return sides.count("upheld"), sides.count("overturned")


def breakdown(rows: Iterable[Row], name: str) -> list[tuple[str, int, str | None, Counts]]:
    """Each row's value, level, the value above it and outcomes, in the order in which they should stand."""
    values: dict[str, list[Row]] = {}
    for row in rows:
        for value in _values(row, name):
            values.setdefault(value, []).append(row)
    counted = {value: outcomes(several) for value, several in values.items() if any(outcomes(several))}
    paths = {value: _path(value, FIELDS[name][1] if name in FIELDS else None) for value in counted}

    last = {"none": 2, "other": 1} if name == "reason" else {"none": 2}

    def place(value: str) -> object:
        if name in ("year", "month"):
            return value == "none", value
        return [(last.get(step, 0), -sum(counted[step]), step) for step in paths[value]]

    return [
        (value, len(paths[value]) - 1, paths[value][-2] if len(paths[value]) > 1 else None, counted[value])
        for value in sorted(counted, key=place)  # type: ignore[arg-type]
    ]


def _values(row: Row, name: str) -> Iterable[str]:
    if name == "month":
        return [f"{row.decided_on:%Y-%m}" if row.decided_on else "none"]
    field, separator, levels = FIELDS[name]
    return [value for value in row.values[field] if len(_path(value, separator)) <= levels]


def _path(value: str, separator: str | None) -> list[str]:
    """The value with those above it, the uppermost first."""
    steps = value.split(separator) if separator else [value]
    return [(separator or "").join(steps[:length]) for length in range(1, len(steps) + 1)]


def is_interval(counts: Counts, low: float, high: float) -> bool:
    """Whether the ends solve (share - p)² = z² p (1 - p) / n: Wilson's interval by its definition."""
    n, share, z_squared = sum(counts), counts[1] / sum(counts), 1.959963984540054**2
    # a p² + b p + c = 0
    a, b, c = 1 + z_squared / n, -(2 * share + z_squared / n), share**2
    root = sqrt(max(0.0, b * b - 4 * a * c))
    return isclose(low, (-b - root) / (2 * a), abs_tol=1e-9) and isclose(
        high, (-b + root) / (2 * a), abs_tol=1e-9
    )
