"""What a reader types, and what is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.syntax import LENGTH_LIMIT, TERMS_LIMIT, QueryMistake, Question, parse


def test_words_and_phrases_are_told_apart() -> None:
    assert parse('lumbar "physical therapy" esi') == Question(("lumbar", "esi"), ("physical therapy",))


def test_a_minus_leaves_a_word_or_phrase_out() -> None:
    question = parse('fusion -cervical -"hardware removal"')
    assert question.words == ("fusion",)
    assert question.unwanted == ("cervical", "hardware removal")


def test_a_hyphen_inside_a_word_is_no_minus() -> None:
    assert parse("x-ray L4-5").words == ("x-ray", "L4-5")


@pytest.mark.parametrize("typed", ["“physical therapy”", "„physical therapy“", "«physical therapy»"])
def test_smart_quotes_are_quotes(typed: str) -> None:
    assert parse(typed).phrases == ("physical therapy",)


@pytest.mark.parametrize("dash", "‐‑–—−")
def test_unicode_dashes_are_dashes(dash: str) -> None:
    assert parse(f"L4{dash}5 {dash}cervical") == Question(("L4-5",), (), ("cervical",))


@pytest.mark.parametrize("typed", ["CM16-0213037", "cm16 0213037", "cm160213037", "CM16–0213037"])
def test_a_case_number_is_known_in_any_spelling(typed: str) -> None:
    assert parse(typed).case_numbers == ("CM16-0213037",)
    assert parse(typed).words == ()


def test_a_quotation_mark_without_partner_is_a_mistake_with_a_mended_question() -> None:
    with pytest.raises(QueryMistake, match="no partner") as mistake:
        parse('lumbar "physical therapy')
    assert mistake.value.mended == "lumbar physical therapy"


def test_a_long_question_is_a_mistake_with_a_shorter_one() -> None:
    with pytest.raises(QueryMistake, match=str(LENGTH_LIMIT)) as mistake:
        parse("lumbar " * 200)
    assert mistake.value.mended is not None
    assert parse(mistake.value.mended).words


def test_too_many_words_are_a_mistake() -> None:
    with pytest.raises(QueryMistake, match=str(TERMS_LIMIT)):
        parse("a1 " * (TERMS_LIMIT + 1))


@pytest.mark.parametrize("typed", ["", "   ", "-", '""', "* ? /", "\x00\x01", '-""', "… · —"])
def test_what_holds_no_word_asks_nothing(typed: str) -> None:
    assert parse(typed).is_empty


@given(st.text(max_size=700))
def test_any_text_is_a_question_or_a_mistake_whose_mend_can_be_asked(typed: str) -> None:
    try:
        parse(typed)
    except QueryMistake as mistake:
        assert mistake.mended is not None
        parse(mistake.mended)
