"""What a natural question says of the case, and what it only wraps around it."""

import pytest

from search.query.question_words import is_question_word


@pytest.mark.parametrize(
    ("question", "telling"),
    [
        (
            "do you need physical therapy before shoulder surgery?",
            "physical therapy before shoulder surgery?",
        ),
        ("will workers' comp pay for a nurse to come to the home", "nurse come home"),
        ("Which cases got physical therapy approved", "physical therapy approved"),
        ("what's my chance to get an MRI without x-rays", "chance MRI without x-rays"),
        ("show me letters about failed injections", "failed injections"),
    ],
)
def test_only_what_tells_of_the_case_is_left_of_a_question(question: str, telling: str) -> None:
    assert " ".join(word for word in question.split() if not is_question_word(word)) == telling


@pytest.mark.parametrize(
    "word",
    ["no", "not", "No", "without", "before", "after", "because", "failed", "denied", "help", "", "?", "l5"],
)
def test_a_word_that_tells_a_reason_is_kept(word: str) -> None:
    assert not is_question_word(word)


def test_a_word_that_asks_for_an_outcome_is_no_question_word() -> None:
    assert not any(is_question_word(word) for word in ("approved", "won", "upheld", "granted", "allowed"))
