"""Filters and counts of facets, as clauses."""

from search.query.facets import FACETS, FACETS_BY_NAME, NONE, aggregation, filter_for, filters

OUTCOME, GUIDELINE = FACETS_BY_NAME["outcome"], FACETS_BY_NAME["guideline"]


def test_values_of_one_facet_are_joined_by_or() -> None:
    assert filter_for(GUIDELINE, ("MTUS", "ODG")) == {"terms": {"guideline_families": ["MTUS", "ODG"]}}


def test_the_bucket_of_none_stands_beside_values() -> None:
    clause = filter_for(GUIDELINE, ("MTUS", NONE))
    missing = {"bool": {"must_not": {"exists": {"field": "guideline_families"}}}}
    assert clause["bool"]["should"] == [{"terms": {"guideline_families": ["MTUS"]}}, missing]
    assert filter_for(GUIDELINE, (NONE,)) == missing


def test_facets_are_joined_by_and() -> None:
    assert len(filters({"outcome": ("upheld",), "year": ("2016", "2017")})) == 2


def test_a_facet_counts_without_its_own_choice() -> None:
    counted = aggregation(OUTCOME, {"outcome": ("upheld",), "year": ("2016",)})
    assert counted["filter"]["bool"]["filter"] == [{"terms": {"decided_year": ["2016"]}}]


def test_chosen_values_are_counted_even_if_rare() -> None:
    counted = aggregation(OUTCOME, {"outcome": ("upheld", NONE)})
    assert counted["aggs"]["chosen"]["terms"]["include"] == ["upheld"]
    assert "chosen" not in aggregation(OUTCOME, {})["aggs"]


def test_facet_names_are_unique() -> None:
    assert len(FACETS_BY_NAME) == len(FACETS)
