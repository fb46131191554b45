"""What a question asks a decision for, without the engine."""

import pytest

from search.query.syntax import parse
from search.query.understanding import OTHERS_LIMIT, understand


def telling(typed: str, literal: bool = False) -> list[str]:
    return [sought.typed for sought in understand(parse(typed), literal).telling]


def others(typed: str, literal: bool = False) -> set[str]:
    return {other for sought in understand(parse(typed), literal).sought for other in sought.others}


def test_synonyms_come_with_typed_words() -> None:
    assert "gabapentin" in others("neurontin foot")


def test_what_is_quoted_or_literal_has_no_synonyms() -> None:
    assert not others('"neurontin"')
    assert not others("neurontin", literal=True)


def test_words_of_a_natural_question_are_not_asked_for() -> None:
    assert telling("do you need surgery for a hernia") == ["surgery", "hernia"]


def test_light_words_lift_but_are_not_asked_for() -> None:
    understood = understand(parse("hernia already felt"))
    assert [sought.typed for sought in understood.telling] == ["hernia"]
    assert [sought.typed for sought in understood.sought] == ["hernia", "already", "felt"]


def test_a_question_of_light_words_alone_asks_for_them() -> None:
    assert telling("already felt") == ["already", "felt"]


def test_a_question_of_nothing_but_question_words_asks_for_them() -> None:
    assert telling("what is the") == ["what"]


def test_what_denies_is_asked_for() -> None:
    assert "no" in " ".join(telling("no radiculopathy")).split()


def test_literal_words_are_all_asked_for_but_those_that_the_index_leaves_out() -> None:
    assert telling("do you need a hernia", literal=True) == ["do", "you", "need", "hernia"]


@pytest.mark.parametrize(
    "typed",
    [
        "hernia -the",
        "the OR hernia",
        "it's hernia",
        "and/or hernia",
        "hernia (the -of)",
        "hernia treatment:the",
    ],
)
@pytest.mark.parametrize("literal", [False, True])
def test_a_word_that_the_index_leaves_out_asks_for_nothing_wherever_it_stands(
    typed: str, literal: bool
) -> None:
    assert understand(parse(typed), literal) == understand(parse("hernia"), literal)


def test_a_word_that_the_index_leaves_out_counts_within_a_concept() -> None:
    assert telling("range of motion") == ["range of motion"]


def test_of_very_many_synonyms_each_concept_keeps_the_most_useful() -> None:
    few, many = (
        understand(parse("esi mri")),
        understand(parse("esi mri pt ct cbt ivig emg tens norco soma xanax " * 4)),
    )
    assert sum(len(one.others) for one in many.sought) <= OTHERS_LIMIT
    assert many.sought[0].others == few.sought[0].others[: len(many.sought[0].others)] != ()


def test_a_word_for_an_outcome_or_a_sex_or_an_age_may_mean_it() -> None:
    sought = understand(parse("fusion approved woman 22 year old")).sought
    assert [one.fact for one in sought if one.fact] == [
        ("outcome", "overturned"),
        ("claimant_sex", "female"),
        ("claimant_age", "22"),
    ]


def test_phrases_groups_and_fields_are_required_and_unwanted_ones_kept_apart() -> None:
    understood = understand(parse('fusion "low back" (mri OR ct) -knee'))
    assert len(understood.required) == 2
    assert len(understood.unwanted) == 1
    assert [sought.typed for sought in understood.sought] == ["fusion"]
