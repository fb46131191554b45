"""The months of a result as bars."""

from datetime import date

from django.http import QueryDict

from search.forms import SearchForm
from search.pages.histogram import Months, months
from search.pages.navigation import Address
from search.query.facets import Histogram, MonthCount


def histogram(typed: str, *counts: tuple[date, int, bool]) -> Months | None:
    parameters = QueryDict(typed)
    address = Address(parameters, SearchForm(parameters).fields)
    return months(address, Histogram(tuple(MonthCount(*count) for count in counts), undated=2))


def test_a_bar_says_its_month_and_leads_to_it_alone() -> None:
    made = histogram(
        "q=mri&decided_from=2016-01&page=2", (date(2016, 11, 1), 1, True), (date(2016, 12, 1), 34, True)
    )
    assert made is not None
    assert [bar.label for bar in made.bars] == ["November 2016: 1 decision", "December 2016: 34 decisions"]
    assert made.bars[1].address == "?q=mri&decided_from=2016-12&decided_to=2016-12"
    assert (made.bars[1].top, made.bars[1].height) == (0, 48)
    assert (made.first, made.last) == ("Nov 2016", "Dec 2016")


def test_the_bar_of_the_month_in_force_takes_it_away() -> None:
    made = histogram("q=mri&decided_from=2016-12&decided_to=2016-12", (date(2016, 12, 1), 34, True))
    assert made is not None
    assert made.bars[0].address == "?q=mri"


def test_a_month_with_few_is_seen_and_one_with_none_is_not() -> None:
    made = histogram(
        "", (date(2016, 1, 1), 1, False), (date(2016, 2, 1), 0, False), (date(2016, 3, 1), 9000, False)
    )
    assert made is not None
    few, none, _ = made.bars
    assert few.height > 0
    assert none.height == 0


def test_many_months_are_shown_as_years() -> None:
    counts = [(date(2014 + at // 12, at % 12 + 1, 1), 2, at // 12 == 1) for at in range(61)]
    made = histogram("", *counts)
    assert made is not None
    assert [bar.label for bar in made.bars][:2] == ["2014: 24 decisions", "2015: 24 decisions"]
    assert made.bars[1].address == "?decided_from=2015-01&decided_to=2015-12"
    assert [bar.is_chosen for bar in made.bars] == [False, True, False, False, False, False]


def test_the_tab_key_stops_at_one_bar() -> None:
    made = histogram(
        "", (date(2016, 1, 1), 1, False), (date(2016, 2, 1), 3, True), (date(2016, 3, 1), 1, True)
    )
    assert made is not None
    assert [bar.is_stop for bar in made.bars] == [False, True, False]


def test_a_day_in_the_address_keeps_a_field_for_days() -> None:
    made = histogram("decided_from=2016-12-09&decided_to=2017-02", (date(2016, 12, 1), 1, True))
    assert made is not None
    assert (made.from_type, made.to_type) == ("date", "month")


def test_a_result_without_dates_has_no_bars() -> None:
    assert histogram("") is None


def test_a_year_that_a_letter_writes_wrongly_leads_to_an_address_that_can_be_asked() -> None:
    made = histogram("", (date(201, 6, 1), 1, False))
    assert made is not None
    parameters = QueryDict(made.bars[0].address.removeprefix("?"))
    assert SearchForm(parameters).is_valid()
