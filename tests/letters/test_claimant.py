"""The case summary's words about the worker, and only those."""

import datetime

import pytest

from search.letters import LetterText
from search.letters.claimant import Story, read_story
from search.letters.passages import Passage


def story_of(words: str) -> Story:
    return read_story(Passage.whole(LetterText.from_full(words)))


@pytest.mark.parametrize(
    ("words", "age", "sex"),
    [
        ("The injured worker is a 48 year old male.", 48, "male"),
        ("This case involves a now 36-year-old female with a history.", 36, "female"),
        ("This 45 year-old massage therapist was hurt.", 45, None),
        ("The applicant is a represented  employee.", None, None),
        ("The patient is a 51\nyear old who says she fell.", 51, "female"),
        ("The injured worker is a female. Her MRI of 2 years ago is lost.", None, "female"),
        ("A 60 y/o gentleman was seen.", 60, "male"),
        ("The worker took 10 mg for 20 years.", None, None),
    ],
)
def test_age_and_sex_are_what_the_summary_says(words: str, age: int | None, sex: str | None) -> None:
    claimant = story_of(words).claimant
    assert (claimant.age, claimant.sex) == (age, sex)


def test_pronouns_that_disagree_are_a_finding_and_no_guess() -> None:
    story = story_of("The worker fell. He said that she fell.")
    assert story.claimant.sex is None
    assert [finding.field for finding in story.findings] == ["claimant.sex"]


@pytest.mark.parametrize(
    "words",
    [
        "sustained an injury on 5/26/12 from lifting",
        "an industrial injury of May 26, 2012.Thus far",
        "who sustained an industrial injury, May 26, 2012.",
        "with an industrial injury date of 5-26-\n2012",
        "an occupational claim from 05/26/2012",
        "was injured on 5/ 26/ 2012",
        "a work-related injury to his neck, back and knees on or about May 26, 2012",
        "Date of injury: 05/26/12",
        "an injury on May 26, \n\n2012 by lifting",
        "an injury on 5-26- \n\n2012 by lifting",
    ],
)
def test_the_date_of_injury_is_read_in_its_wordings(words: str) -> None:
    assert story_of(words).injured_on == datetime.date(2012, 5, 26)


@pytest.mark.parametrize(
    "words",
    [
        "The injured worker was evaluated on 10-19-16.",
        "The first report of occupational injury or illness from 11/21/2016.",
        "The injured worker presented on 10-10-2016.",
    ],
)
def test_the_date_of_another_event_is_not_the_date_of_injury(words: str) -> None:
    assert story_of(words).injured_on is None


def test_two_dates_of_injury_are_a_finding_and_no_guess() -> None:
    story = story_of("An injury on 1/2/2012, and an injury on 3/4/2013.")
    assert story.injured_on is None
    assert [finding.field for finding in story.findings] == ["injured_on"]
