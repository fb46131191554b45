"""Values as the index holds them: groups of numbers, and each step of a hierarchy."""

from datetime import date

import pytest

from search.query.facets.groups import AGES, SINCE_INJURY, age_group, since_injury
from search.query.facets.hierarchies import category_values, guideline_values


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (0, "under-30"),
        (29, "under-30"),
        (30, "30-39"),
        (49, "40-49"),
        (59, "50-59"),
        (60, "60-and-over"),
        (130, "60-and-over"),
        (None, None),
    ],
)
def test_ages_fall_into_groups_of_ten_years(age: int | None, group: str | None) -> None:
    assert age_group(age) == group
    assert group is None or group in AGES


@pytest.mark.parametrize(
    ("injured", "decided", "group"),
    [
        (date(2016, 1, 15), date(2016, 1, 15), "under-6-months"),
        (date(2016, 1, 15), date(2016, 7, 14), "under-6-months"),
        (date(2016, 1, 15), date(2016, 7, 15), "6-12-months"),
        (date(2015, 8, 31), date(2016, 2, 29), "under-6-months"),
        (date(2015, 1, 15), date(2016, 1, 15), "1-2-years"),
        (date(2014, 1, 15), date(2016, 1, 15), "2-5-years"),
        (date(2011, 1, 16), date(2016, 1, 15), "2-5-years"),
        (date(2011, 1, 15), date(2016, 1, 15), "5-10-years"),
        (date(2006, 1, 15), date(2016, 1, 15), "over-10-years"),
    ],
)
def test_time_since_the_injury_counts_whole_months(injured: date, decided: date, group: str) -> None:
    assert since_injury(injured, decided) == group
    assert group in SINCE_INJURY


def test_there_is_no_time_since_an_injury_without_both_dates_in_order() -> None:
    assert since_injury(None, date(2016, 1, 1)) is None
    assert since_injury(date(2016, 1, 1), None) is None
    assert since_injury(date(2016, 1, 2), date(2016, 1, 1)) is None


def test_each_drug_is_a_leaf_and_brings_what_is_above_it() -> None:
    assert category_values("Pharmaceuticals", "Opioids", ["tramadol", "codeine"]) == [
        "Pharmaceuticals",
        "Pharmaceuticals>Opioids",
        "Pharmaceuticals>Opioids>codeine",
        "Pharmaceuticals>Opioids>tramadol",
    ]


def test_a_category_may_lack_what_is_below_it() -> None:
    assert category_values("Home Health", "", []) == ["Home Health"]
    assert category_values("Pharmaceuticals", "", ["x"]) == ["Pharmaceuticals", "Pharmaceuticals>x"]
    assert category_values("", "Opioids", ["x"]) == []


def test_a_guideline_brings_family_and_chapter() -> None:
    chapter = {"family": "MTUS", "key": "mtus/low-back", "section_keys": ["mtus/low-back/mri"]}
    assert guideline_values([chapter, {"family": "MTUS", "key": "mtus"}]) == [
        "mtus",
        "mtus/low-back",
        "mtus/low-back/mri",
    ]


def test_a_guideline_that_was_read_before_there_were_keys_gets_them() -> None:
    guideline = {"family": "MTUS", "title": "Low Back Complaints", "sections": ["Special Studies"]}
    assert guideline_values([guideline])[-1] == "mtus/low-back-complaints/special-studies"


def test_a_section_as_long_as_a_page_is_no_value_but_its_chapter_is() -> None:
    guideline = {"family": "MTUS", "key": "mtus/low-back", "section_keys": ["mtus/low-back/" + "x" * 40_000]}
    assert guideline_values([guideline]) == ["mtus", "mtus/low-back"]


@pytest.mark.parametrize("section", ["", "326", "300-301", "7"])
def test_a_section_that_is_a_page_number_or_nothing_leaves_its_chapter(section: str) -> None:
    guideline = {"family": "MTUS", "key": "mtus/low-back", "section_keys": [f"mtus/low-back/{section}"]}
    assert guideline_values([guideline]) == ["mtus", "mtus/low-back"]


def test_a_section_that_has_its_number_for_a_name_is_one() -> None:
    guideline = {"family": "MTUS", "key": "mtus/opioids", "section_keys": ["mtus/opioids/3-3-9"]}
    assert guideline_values([guideline])[-1] == "mtus/opioids/3-3-9"


def test_an_apostrophe_parts_no_word_of_a_section() -> None:
    title = "Forearm, Wrist, and hand (updated 11/23/16), MRI's (magnetic resonance imaging)"
    for spelled in (title, title.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")):
        guideline = {"family": "ODG", "title": spelled, "key": "odg", "section_keys": []}
        assert guideline_values([guideline])[-1] == "odg/forearm-wrist-and-hand/mris"


def test_a_citation_of_the_odg_brings_its_chapter_and_section() -> None:
    guideline = {"family": "ODG", "title": "Shoulder Chapter, MRI", "key": "odg", "section_keys": []}
    assert guideline_values([guideline]) == ["odg", "odg/shoulder", "odg/shoulder/mri"]
    assert guideline_values([{**guideline, "title": None}]) == ["odg"]
