"""What the engine is asked to count, and inside which filters."""

from datetime import date

from search.query.facets import FACETS, counting, narrowing_clauses
from search.query.request import DateRange, Narrowing, SearchRequest, Show

UPHELD = {"terms": {"outcome": ["upheld"]}}
IN_2016 = {"terms": {"decided_year": ["2016"]}}


def counted(show: Show = Show.DETERMINATIONS, **narrowing: tuple[str, ...]) -> dict[str, dict[str, object]]:
    return counting(SearchRequest(narrowing=Narrowing(chosen=narrowing), show=show))


def test_without_a_filter_nothing_stands_around_the_counts() -> None:
    aggregations = counted()
    assert {facet.name for facet in FACETS} < set(aggregations)
    assert aggregations["outcome"]["terms"] == {"field": "outcome", "size": 60, "order": {"_count": "desc"}}
    assert not any("filter" in one for one in aggregations.values())


def test_facets_that_share_their_filters_share_one_aggregation() -> None:
    aggregations = counted(outcome=("upheld",))
    assert set(aggregations) == {"narrowed", "outcome", "outcome_asked", "asked"}
    assert aggregations["narrowed"]["filter"] == {"bool": {"filter": [UPHELD]}}


def test_each_facet_in_force_is_counted_among_what_the_others_let_through() -> None:
    aggregations = counted(outcome=("upheld",), year=("2016",))
    assert aggregations["without_outcome"]["filter"] == {"bool": {"filter": [IN_2016]}}
    assert aggregations["without_year"]["filter"] == {"bool": {"filter": [UPHELD]}}
    assert aggregations["narrowed"]["filter"] == {"bool": {"filter": [UPHELD, IN_2016]}}


def test_chosen_values_are_counted_wherever_they_rank_and_those_above_them_too() -> None:
    asked = counted(category=("Surgery>Spine", "Surgery"))["category_asked"]["terms"]
    assert asked == {"field": "category_values", "include": ["Surgery", "Surgery>Spine"], "size": 2}


def test_months_are_counted_without_the_dates_in_force() -> None:
    decided = DateRange(first=date(2016, 12, 1))
    aggregations = counting(SearchRequest(narrowing=Narrowing(decided=decided)))
    assert aggregations["months"]["terms"]["field"] == "decided_month"
    assert aggregations["narrowed"]["filter"]["bool"]["filter"] == [
        {"range": {"decided_on": {"gte": "2016-12-01"}}}
    ]


def test_letters_are_counted_in_each_value_where_letters_are_shown() -> None:
    letters = {"cardinality": {"field": "letter_id", "precision_threshold": 1000}}
    assert counted(Show.LETTERS)["specialty"]["aggs"] == {"letters": letters}
    assert "aggs" not in counted()["specialty"]


def test_values_left_out_are_joined_by_and_not() -> None:
    narrowing = Narrowing(chosen={"outcome": ("upheld",)}, unwanted={"year": ("2016", "none")})
    assert narrowing_clauses(narrowing) == [
        UPHELD,
        {"bool": {"must_not": [{"terms": {"decided_year": ["2016", "none"]}}]}},
    ]
