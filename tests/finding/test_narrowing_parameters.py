"""Parameters that narrow a search, checked at the form."""

from datetime import date

import pytest
from django.http import QueryDict

from search.forms import VALUES_LIMIT, SearchForm
from search.query.facets.hierarchies import VALUE_LENGTH_LIMIT
from search.query.request import DateRange, Narrowing


def narrowing(parameters: str) -> Narrowing:
    form = SearchForm(QueryDict(parameters))
    assert form.is_valid(), form.errors
    return form.to_request().narrowing


def mistake(parameters: str, field: str) -> str:
    """What the form says of one field, and of no other."""
    form = SearchForm(QueryDict(parameters))
    assert set(form.errors) == {field}
    return str(form.errors[field][0])


def test_values_can_be_chosen_and_left_out() -> None:
    asked = narrowing("outcome=upheld&outcome=none&not_category=none&not_category=Surgery%3ESpine")
    assert asked.chosen == {"outcome": ("upheld", "none")}
    assert asked.unwanted == {"category": ("none", "Surgery>Spine")}


def test_a_value_said_twice_counts_once() -> None:
    assert narrowing("guideline=MTUS&guideline=mtus").chosen == {"guideline": ("mtus",)}


@pytest.mark.parametrize(
    ("parameters", "decided"),
    [
        ("decided_from=2016-12", DateRange(first=date(2016, 12, 1))),
        ("decided_to=2016-02", DateRange(last=date(2016, 2, 29))),
        ("decided_from=2016-12-09&decided_to=2016-12-09", DateRange(date(2016, 12, 9), date(2016, 12, 9))),
        ("decided_from=2017-01&decided_to=2017-01", DateRange(date(2017, 1, 1), date(2017, 1, 31))),
        ("decided_from=&decided_to=+", DateRange()),
    ],
)
def test_a_month_counts_whole(parameters: str, decided: DateRange) -> None:
    assert narrowing(parameters).decided == decided


@pytest.mark.parametrize(
    "typed",
    ["2016", "2016-13", "2016-02-30", "0000-01", "2016-1", "20161209", "2016-W01-1", "٢٠١٦-١٢", "x" * 9999],
)
def test_what_is_no_date_is_said_to_be_none(typed: str) -> None:
    parameters = QueryDict(mutable=True)
    parameters["decided_from"] = typed
    assert mistake(parameters.urlencode(), "decided_from").startswith("Write a month as 2016-12")


def test_dates_upside_down_are_said_to_be_so() -> None:
    said = mistake("decided_from=2017-01&decided_to=2016-12", "decided_to")
    assert said == "The dates are upside down: 2016-12-31 comes before 2017-01-01."


@pytest.mark.parametrize("name", ["outcome", "reason", "sex", "priority", "age", "since_injury"])
def test_an_unknown_value_of_a_closed_list_is_answered_with_the_list(name: str) -> None:
    for field in (name, f"not_{name}"):
        said = mistake(f"{field}=wrong", field)
        assert said.startswith("“wrong” is not one of: ")
        assert said.endswith(", none.")


def test_an_unknown_value_of_a_long_list_is_answered_without_it() -> None:
    said = mistake("procedure=wrong", "procedure")
    assert said == "“wrong” is no value of the filter “Procedure or service”: choose one that it lists."
    assert narrowing("procedure=mri&procedure=none").chosen == {"procedure": ("mri", "none")}


@pytest.mark.parametrize("name", ["category", "region", "guideline", "specialty", "state", "year"])
def test_an_unknown_value_of_an_open_list_may_be_asked_for(name: str) -> None:
    assert narrowing(f"{name}=whatever").chosen == {name: ("whatever",)}


@pytest.mark.parametrize("value", ["a>b>c>d", "a>", ">", "a>>b"])
def test_a_hierarchy_has_three_steps_none_of_them_empty(value: str) -> None:
    assert "one to three names" in mistake(f"category={value}", "category")


def test_values_have_limits_of_length_and_number() -> None:
    assert mistake("region=" + "x" * (VALUE_LENGTH_LIMIT + 1), "region") == "A value is empty or too long."
    assert mistake("region=a%00b", "region") == "A value is empty or too long."
    many = "&".join(f"region={number}" for number in range(VALUES_LIMIT + 1))
    assert mistake(many, "region") == f"Choose at most {VALUES_LIMIT} values."
