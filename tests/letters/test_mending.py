"""Lines are mended for reading without losing a word."""

import pytest

from search.letters.mending import fold, fold_prose


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("two  \n lines\f and pages", "two lines and pages"),
        ("hand-\nwritten", "hand-written"),
        ("electro-\nmyography", "electromyography"),
        ("seen 11-21-\n2016", "seen 11-21-2016"),
        ("Non-\nMTUS Citation", "Non-MTUS Citation"),
        ("pain - \nnone", "pain - none"),
        ("ﬁnal o\u00adﬃce", "final office"),
        ("is notmedically necessary", "is not medically necessary"),
        ("", ""),
    ],
)
def test_folding_mends_line_ends_ligatures_and_lost_spaces(raw: str, mended: str) -> None:
    assert fold(raw) == mended


def test_run_together_sentences_are_parted_but_numbers_and_addresses_are_not() -> None:
    prose = fold_prose("He left in 2011.Thus far nothing.In May 2.5 mg, see www.Example.org")
    assert prose == "He left in 2011. Thus far nothing. In May 2.5 mg, see www.Example.org"


def test_a_blank_line_parts_paragraphs() -> None:
    assert fold_prose("one\ntwo\n\nthree") == "one two\n\nthree"


def test_in_a_letter_with_doubled_line_ends_only_a_longer_gap_parts_paragraphs() -> None:
    assert fold_prose("one \n\ntwo \n\n \n\nthree \n\nfour") == "one two\n\nthree four"
