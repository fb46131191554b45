"""Page numbers and running lines do not come between the words of a letter."""

import pytest

from search.letters import LetterText, read_letter
from search.letters.furniture import without_furniture
from tests.letters.samples import issue, letter_e


@pytest.mark.parametrize(
    "line", ["1", "Page 1 of 3", "3", "Final Determination Letter for IMR Case Number CM13-0000001 2"]
)
def test_a_running_line_at_a_page_end_is_no_part_of_the_treatment(line: str) -> None:
    broken = letter_e(issue("MRI of the left knee, without: Upheld")).full.replace(
        "Upheld\nClaims", f"Upheld\n{line}\n\fClaims"
    )
    (item,) = read_letter(LetterText.from_full(broken)).determinations
    assert item.treatment == "MRI of the left knee, without"


def test_every_other_character_keeps_its_place() -> None:
    text = LetterText.from_full("one\ntwo\n1\n\f2\nthree 4\n\f4")
    assert without_furniture(text).full == "one\ntwo  \n\f \nthree 4\n\f "


@pytest.mark.parametrize("words", ["12 visits of\n12\f", "a\n40\fb", "Case Number: CM16-0000001"])
def test_a_number_that_is_no_page_number_stays(words: str) -> None:
    assert without_furniture(LetterText.from_full(words)).full == words


def test_a_sentence_that_goes_on_over_a_numbered_page_end_stays_one_paragraph() -> None:
    broken = letter_e(issue("MRI: Upheld", rationale="It was not\n1\n\fshown."))
    assert read_letter(broken).determinations[0].rationale == "It was not shown."
