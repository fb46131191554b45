"""The filters beside a result: what each link leads to, and in which words filters in force are told."""

from datetime import date

import pytest
from django.http import QueryDict

from search.forms import SearchForm
from search.pages.filter_rail import Choice, chips, choices
from search.pages.navigation import Address
from search.query.facets import FACETS_BY_NAME, FacetCounts, FacetValue
from search.query.request import DateRange, Narrowing

DRUGS = "Pharmaceuticals>Opioids"


def address(typed: str) -> Address:
    parameters = QueryDict(typed)
    return Address(parameters, SearchForm(parameters).fields)


def offered(typed: str, name: str, *values: FacetValue) -> dict[str, Choice]:
    made = choices(address(typed), FacetCounts(FACETS_BY_NAME[name], values)).choices
    below = [part for choice in made for part in choice.parts]
    return {choice.label: choice for choice in [*made, *below]}


def value(name: str, text: str, *, is_chosen: bool = False, is_unwanted: bool = False) -> FacetValue:
    facet = FACETS_BY_NAME[name]
    return FacetValue(text, facet.label_of(text), 3, is_chosen, is_unwanted, facet.level(text))


def test_a_value_is_added_to_those_of_its_facet_and_the_place_in_the_result_is_left() -> None:
    neck = offered("q=mri&region=shoulder&page=3&sort=newest", "region", value("region", "neck"))["Neck"]
    assert neck.address == "?q=mri&sort=newest&region=shoulder&region=neck"
    assert neck.leave_out == "?q=mri&sort=newest&region=shoulder&not_region=neck"


def test_a_chosen_value_is_taken_back_or_left_out_instead() -> None:
    neck = offered("region=neck&region=knee", "region", value("region", "neck", is_chosen=True))["Neck"]
    assert neck.address == "?region=knee"
    assert neck.leave_out == "?region=knee&not_region=neck"


def test_a_value_left_out_is_taken_back_by_its_own_link_and_has_no_other() -> None:
    neck = offered("not_region=neck&q=mri", "region", value("region", "neck", is_unwanted=True))["Neck"]
    assert neck.address == "?q=mri"
    assert neck.leave_out == ""


def test_a_part_chosen_takes_the_place_of_its_whole_and_the_reverse() -> None:
    part = offered(
        "category=Pharmaceuticals",
        "category",
        value("category", "Pharmaceuticals", is_chosen=True),
        value("category", DRUGS),
    )
    assert part["Opioids"].address == "?category=Pharmaceuticals%3EOpioids"
    whole = offered(
        "category=Pharmaceuticals%3EOpioids&category=Surgery",
        "category",
        value("category", "Pharmaceuticals"),
        value("category", DRUGS, is_chosen=True),
    )
    assert whole["Pharmaceuticals"].address == "?category=Surgery&category=Pharmaceuticals"
    assert whole["Pharmaceuticals"].is_open


def test_an_old_spelling_in_a_link_is_the_same_value() -> None:
    mtus = offered("guideline=MTUS", "guideline", value("guideline", "mtus", is_chosen=True))["MTUS"]
    assert mtus.address == "?"


def test_a_facet_that_few_need_is_folded_until_it_narrows() -> None:
    counts = FacetCounts(FACETS_BY_NAME["sex"], [value("sex", "female")])
    assert choices(address(""), counts).is_folded
    chosen = FacetCounts(FACETS_BY_NAME["sex"], [value("sex", "female", is_chosen=True)])
    assert not choices(address("sex=female"), chosen).is_folded


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2016, 12, 1), date(2016, 12, 31), "Dec 2016"),
        (date(2016, 12, 1), date(2017, 2, 28), "Dec 2016 to Feb 2017"),
        (date(2016, 1, 1), date(2016, 12, 31), "2016"),
        (date(2015, 1, 1), date(2016, 12, 31), "2015 to 2016"),
        (date(2016, 12, 9), date(2016, 12, 9), "9 Dec 2016"),
        (date(2016, 12, 9), None, "from 9 Dec 2016"),
        (None, date(2016, 12, 31), "until Dec 2016"),
    ],
)
def test_dates_in_force_are_told_as_people_say_them(
    first: date | None, last: date | None, words: str
) -> None:
    chip = chips(address("decided_from=2016-12&q=x"), Narrowing(decided=DateRange(first, last)))
    assert [(one.label, one.address) for one in chip] == [(f"Decided: {words}", "?q=x")]


def test_every_filter_in_force_has_a_chip_that_takes_it_away() -> None:
    narrowing = Narrowing({"category": (DRUGS,)}, {"region": ("neck",)})
    made = chips(address("category=Pharmaceuticals%3EOpioids&not_region=neck"), narrowing)
    assert {chip.label: chip.address for chip in made} == {
        "Treatment category: Pharmaceuticals › Opioids": "?not_region=neck",
        "Body region: not Neck": "?category=Pharmaceuticals%3EOpioids",
    }
