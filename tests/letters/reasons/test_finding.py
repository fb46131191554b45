"""What is given back: keys, their order and their places, for any text and in linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.letters.reasons import REASONS, Reason, find_reasons

GUIDELINE = "The MTUS states that imaging is recommended when red flags are present."
NO_FLAGS = "In this case there are no red flags."
NO_CARE = "The patient has not failed conservative care."
CONCLUSION = "Therefore, the request is not medically necessary."


def found(rationale: str, outcome: str = "upheld") -> list[tuple[str, str]]:
    return [(reason.key, rationale[reason.start : reason.end]) for reason in find_reasons(rationale, outcome)]


def test_each_reason_comes_with_its_sentence_in_the_text_s_order() -> None:
    rationale = f"{GUIDELINE} {NO_CARE}\n\n{NO_FLAGS} {CONCLUSION}"
    assert found(rationale) == [("conservative_care_not_tried", NO_CARE), ("no_red_flags", NO_FLAGS)]


def test_one_sentence_can_give_two_reasons() -> None:
    both = "There are no red flags, and there is no documentation of failed conservative care."
    assert {key for key, _ in found(both)} == {"no_red_flags", "conservative_care_not_tried"}


def test_a_reason_given_twice_is_told_once_at_its_first_sentence() -> None:
    assert found(f"{NO_FLAGS} {NO_CARE} No red flags were noted.")[0] == ("no_red_flags", NO_FLAGS)
    assert len(found(f"{NO_FLAGS} {NO_CARE} No red flags were noted.")) == 2


def test_without_a_reason_it_is_other_at_the_conclusion() -> None:
    assert found(f"The worker fell from a ladder. {CONCLUSION} See above.") == [("other", CONCLUSION)]


def test_without_a_conclusion_other_is_the_whole() -> None:
    assert found("The worker fell. The knee hurts.") == [("other", "The worker fell. The knee hurts.")]
    assert find_reasons("", "upheld") == (Reason("other", 0, 0),)


def test_a_long_quotation_is_not_the_reviewer_s_finding() -> None:
    quoted = f'ODG writes, "It is an option. {NO_CARE} In such cases {NO_FLAGS}" {CONCLUSION}'
    assert [key for key, _ in found(quoted)] == ["other"]


def test_a_quotation_that_is_never_closed_does_not_swallow_the_argument() -> None:
    assert found(f'ODG writes, "It is an option for some of the cases. {NO_FLAGS}')[0][0] == "no_red_flags"


def test_what_argues_for_the_other_outcome_is_left_out() -> None:
    rationale = f"While the patient had not undergone conservative care, surgery is appropriate. {NO_CARE}"
    assert "conservative_care_not_tried" not in dict(found(rationale, "overturned"))
    assert "criteria_met" not in dict(found(rationale, "upheld"))


def test_a_firm_wording_counts_against_the_outcome() -> None:
    rationale = "The criteria are met. There is no documentation of functional improvement."
    for outcome in ("upheld", "overturned"):
        assert set(dict(found(rationale, outcome))) == {"criteria_met", "no_functional_improvement"}


def test_abbreviations_and_decimals_do_not_end_a_sentence() -> None:
    sentence = "There are no red flags per Dr. Roe, e.g. fracture of 2.5 mm, on p. 4 of the report."
    assert found(sentence) == [("no_red_flags", sentence)]


@given(st.text(), st.sampled_from(["upheld", "overturned", ""]))
def test_any_text_gives_reasons_of_the_closed_set_inside_it(rationale: str, outcome: str) -> None:
    reasons = find_reasons(rationale, outcome)
    assert reasons
    assert all(reason.key in REASONS for reason in reasons)
    assert all(0 <= reason.start <= reason.end <= len(rationale) for reason in reasons)
    assert [reason.start for reason in reasons] == sorted(reason.start for reason in reasons)


@given(
    st.lists(st.sampled_from(["no", "red", "flags", ".", '"', "not", "documented", "however", "The", "ß"]))
)
def test_words_of_the_rules_in_any_order_are_taken(words: list[str]) -> None:
    rationale = " ".join(words)
    assert all(reason.end <= len(rationale) for reason in find_reasons(rationale, "upheld"))


@pytest.mark.parametrize(
    "seed",
    ["no ", "not documented ", ". ", '"', '" ', "\n\n", "improvement not ", "no red flags; ", "a", ".\"'"],
)
def test_time_grows_with_the_length_and_not_faster(seed: str) -> None:
    find_reasons(seed, "upheld")
    assert seconds(seed, 120_000) < 8 * max(seconds(seed, 30_000), 0.01)


def seconds(seed: str, characters: int) -> float:
    rationale = seed * (characters // len(seed))
    runs = []
    for _ in range(2):
        start = time.process_time()
        find_reasons(rationale, "upheld")
        runs.append(time.process_time() - start)
    return min(runs)
