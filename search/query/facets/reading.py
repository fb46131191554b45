"""The engine's counts as facets and months."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from search.query.facets.aggregations import LETTERS, MONTHS, UNREAD, asked_name, asked_values
from search.query.facets.counts import DECISIONS, FacetCounts, FacetValue, Histogram, MonthCount
from search.query.facets.counts import LETTERS as OF_LETTERS
from search.query.facets.facet import NONE, Facet
from search.query.facets.ordering import Tree
from search.query.request import DateRange, SearchRequest, Show

# A wider span than this is one of wrong dates: its empty months are left out.
_MONTHS_FILLED: Final = 600

_Answer = Mapping[str, Any]


def ungrouped(aggregations: _Answer) -> dict[str, Any]:
    """The engine's counts by name, without the filters around them."""
    counted: dict[str, Any] = {}
    for name, answer in aggregations.items():
        is_group = name == "narrowed" or name.startswith("without_")
        counted |= answer if is_group else {name: answer}
    return counted


def read_facet(facet: Facet, counted: _Answer, request: SearchRequest) -> FacetCounts:
    """The facet's values to show, of counts that are `ungrouped`."""
    values = read_values(facet, counted, request)
    shown = list(Tree.of(facet, values).shown(facet.shown))
    other = len(values) - len(shown) if is_complete(facet, counted) else None
    return FacetCounts(facet, shown, other, unit_of(request))


def read_values(facet: Facet, counted: _Answer, request: SearchRequest) -> list[FacetValue]:
    """All values that were counted, and those asked for that nothing has any more."""
    asked = counted.get(asked_name(facet), {}).get("buckets", [])
    counts = dict.fromkeys(asked_values(facet, request.narrowing), 0)
    counts |= {bucket["key"]: _count(bucket) for bucket in [*counted[facet.name]["buckets"], *asked]}
    chosen = request.narrowing.chosen.get(facet.name, ())
    unwanted = request.narrowing.unwanted.get(facet.name, ())
    above = {value: facet.above(value) for value in counts} if facet.separator else {}
    return [
        FacetValue(
            value=value,
            label=facet.label_of(value),
            count=count,
            is_chosen=value in chosen,
            is_unwanted=value in unwanted,
            level=len(above.get(value, ())),
            parent=above[value][-1] if above.get(value) else None,
        )
        for value, count in counts.items()
    ]


def is_complete(facet: Facet, counted: _Answer) -> bool:
    """Whether the engine named all values there are."""
    return bool(counted[facet.name]["sum_other_doc_count"] == 0)


def read_months(counted: _Answer, request: SearchRequest) -> Histogram:
    """Months from the first to the last that has results."""
    named = {bucket["key"]: _count(bucket) for bucket in counted[MONTHS]["buckets"]}
    undated = named.pop(NONE, 0)
    counts = {date.fromisoformat(f"{month}-01"): count for month, count in named.items()}
    decided = request.narrowing.decided
    months = [
        MonthCount(month, counts.get(month, 0), _is_touched(month, decided))
        for month in _filled(sorted(counts))
    ]
    return Histogram(tuple(months), undated, unit_of(request))


def read_unread(counted: _Answer) -> int:
    """How many of the results are texts that could not be read."""
    buckets = counted[UNREAD]["buckets"]
    return sum(bucket["doc_count"] for bucket in buckets if bucket["key"] == "false")


def unit_of(request: SearchRequest) -> str:
    return OF_LETTERS if request.show is Show.LETTERS else DECISIONS


def _count(bucket: _Answer) -> int:
    return int(bucket[LETTERS]["value"] if LETTERS in bucket else bucket["doc_count"])


def _filled(months: list[date]) -> list[date]:
    if not months:
        return []
    first, last = (month.year * 12 + month.month - 1 for month in (months[0], months[-1]))
    if last - first > _MONTHS_FILLED:
        return months
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]


def _is_touched(month: date, decided: DateRange) -> bool:
    if not decided or (decided.last and month > decided.last):
        return False
    return decided.first is None or month >= decided.first.replace(day=1)
