"""Every number of a result against a count over the database, for random combinations of filters."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.finding import find, find_facet
from search.forms import SearchForm
from search.query.facets import FACETS, FACETS_BY_NAME, FacetCounts
from search.query.request import Match, SearchRequest, Show
from search.query.result import SearchResult
from tests.finding import facet_rows
from tests.finding.facet_rows import Row, passes

# Values that nothing has, beside all that the made-up letters have.
NOBODYS = {
    "category": ["Pharmaceuticals>Opioids>heroin"],
    "guideline": ["odg/knee", "mtus/low-back-complaints/mri"],
    "specialty": ["Haruspicy"],
    "reason": ["benefit_documented"],
    "year": ["1999"],
}
DAYS = {
    "2015-12": (date(2015, 12, 1), date(2015, 12, 31)),
    "2016-02": (date(2016, 2, 1), date(2016, 2, 29)),
    "2016-06-15": (date(2016, 6, 15), date(2016, 6, 15)),
    "2016-11": (date(2016, 11, 1), date(2016, 11, 30)),
}
EVERYTHING = 1000


@dataclass(frozen=True)
class Combination:
    """One search as the address would have it."""

    word: str
    chosen: dict[str, list[str]]
    unwanted: dict[str, list[str]]
    since: str
    until: str
    show: str
    listed: str

    def to_request(self) -> SearchRequest:
        parameters = QueryDict(mutable=True)
        for name, value in {"q": self.word, "show": self.show}.items():
            parameters[name] = value
        parameters["decided_from"], parameters["decided_to"] = self.since, self.until
        for name, values in self.chosen.items():
            parameters.setlist(name, values)
        for name, values in self.unwanted.items():
            parameters.setlist(f"not_{name}", values)
        form = SearchForm(parameters)
        assert form.is_valid(), form.errors
        return replace(form.to_request(), match=Match.ALL, page_size=EVERYTHING)

    def asked(self, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if row.has_word or not self.word]

    def found(self, rows: Iterable[Row], without: str = "") -> list[Row]:
        """Those that all filters let through, but for the named one."""
        chosen = {name: values for name, values in self.chosen.items() if name != without}
        unwanted = {name: values for name, values in self.unwanted.items() if name != without}
        return [
            row
            for row in self.asked(rows)
            if passes(row, chosen, unwanted) and (without == "decided" or self._in_time(row))
        ]

    def count(self, rows: Sequence[Row]) -> int:
        return len({row.letter for row in rows}) if self.show == Show.LETTERS else len(rows)

    def _in_time(self, row: Row) -> bool:
        if not self.since and not self.until:
            return True
        first = DAYS[self.since][0] if self.since else date.min
        last = DAYS[self.until][1] if self.until else date.max
        return row.decided_on is not None and first <= row.decided_on <= last


@pytest.fixture
def rows(make_searchable: Callable[[], None]) -> list[Row]:
    facet_rows.make_letters(seed=5, count=75)
    make_searchable()
    return facet_rows.read_rows()


@st.composite
def some_values(draw: st.DrawFn, known: Mapping[str, list[str]], facets: int) -> dict[str, list[str]]:
    names = draw(st.lists(st.sampled_from(sorted(known)), max_size=facets, unique=True))
    return {
        name: draw(st.lists(st.sampled_from(known[name]), min_size=1, max_size=3, unique=True))
        for name in names
    }


def combinations(rows: Sequence[Row]) -> st.SearchStrategy[Combination]:
    known = {
        facet.name: sorted({value for row in rows for value in row.values[facet.name]})
        + NOBODYS.get(facet.name, [])
        for facet in FACETS
    }
    spans = [("", ""), ("2016-02", ""), ("", "2016-06-15"), ("2015-12", "2016-11"), ("2016-06-15", "2016-11")]
    return st.builds(
        lambda span, **others: Combination(since=span[0], until=span[1], **others),
        span=st.sampled_from(spans),
        word=st.sampled_from(["", "", facet_rows.WORD]),
        chosen=some_values(known, 3),
        unwanted=some_values(known, 2),
        show=st.sampled_from(list(map(str, Show))),
        listed=st.sampled_from(sorted(FACETS_BY_NAME)),
    )


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_number_is_what_a_count_over_the_database_gives(rows: list[Row], data: st.DataObject) -> None:
    combination = data.draw(combinations(rows))
    request = combination.to_request()
    result = find(request)
    check_totals(result, combination, rows)
    check_months(result, combination, rows)
    for counts in result.facets:
        check_shown(counts, combination, rows)
    listed = find_facet(request, combination.listed)
    assert listed.other == 0
    assert {one.value: one.count for one in listed.values} == expected(combination, rows, combination.listed)


def check_totals(result: SearchResult, combination: Combination, rows: list[Row]) -> None:
    found = combination.found(rows)
    letters = {row.letter for row in found}
    assert result.total == len(found)
    assert result.letters == len(letters)
    assert result.asked == len(combination.asked(rows))
    assert result.unread == sum("#" not in row.reference for row in found)
    hits = [hit.reference for hit in result.hits]
    if combination.show == Show.LETTERS:
        assert sorted(hit.letter for hit in result.hits) == sorted(letters)
        assert set(hits) <= {row.reference for row in found}
    else:
        assert sorted(hits) == sorted(row.reference for row in found)


def check_months(result: SearchResult, combination: Combination, rows: list[Row]) -> None:
    open_rows = combination.found(rows, without="decided")
    by_month: dict[date, list[Row]] = {}
    for row in open_rows:
        if row.decided_on:
            by_month.setdefault(row.decided_on.replace(day=1), []).append(row)
    counts = {one.month: one.count for one in result.months.months if one.count}
    assert counts == {month: combination.count(found) for month, found in by_month.items()}
    assert result.months.undated == combination.count([row for row in open_rows if not row.decided_on])
    chosen = {one.month for one in result.months.months if one.is_chosen}
    in_time = {row.decided_on.replace(day=1) for row in combination.found(rows) if row.decided_on}
    assert in_time <= chosen if combination.since or combination.until else not chosen


def check_shown(counts: FacetCounts, combination: Combination, rows: list[Row]) -> None:
    """Shown values are right, none is missing that was asked for, and none above is less than its part."""
    name, right = counts.facet.name, expected(combination, rows, counts.facet.name)
    shown = {one.value: one for one in counts.values}
    assert {value: one.count for value, one in shown.items()} == {value: right[value] for value in shown}
    assert len(shown) == len(counts.values)
    assert counts.other == len(right) - len(shown)
    assert counts.unit == combination.show
    assert {one.value for one in counts.values if one.is_chosen} == set(combination.chosen.get(name, ()))
    assert {one.value for one in counts.values if one.is_unwanted} == set(combination.unwanted.get(name, ()))
    before: set[str] = set()
    for one in counts.values:
        assert one.parent is None or (one.parent in before and one.count <= shown[one.parent].count)
        before.add(one.value)


def expected(combination: Combination, rows: list[Row], name: str) -> dict[str, int]:
    """Each value of a facet with its count; those asked for, and those above them, also at zero."""
    facet = FACETS_BY_NAME[name]
    asked = [*combination.chosen.get(name, ()), *combination.unwanted.get(name, ())]
    counted = Counter(dict.fromkeys([above for value in asked for above in [*facet.above(value), value]], 0))
    seen: set[tuple[str, str]] = set()
    for row in combination.found(rows, without=name):
        place = row.letter if combination.show == Show.LETTERS else row.reference
        for value in row.values[name]:
            counted[value] += (place, value) not in seen
            seen.add((place, value))
    return dict(counted)
