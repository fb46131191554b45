"""A letter as PDF opens, and holds the letter's words and header."""

import pypdfium2
import pytest

from search.generator import LAYOUTS, MadeLetter, as_pdf
from tests.generator.letters import determinations, folded, letters_of


def _text(letter: MadeLetter) -> str:
    pages = pypdfium2.PdfDocument(as_pdf(letter))
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_pdf_holds_the_treatments_words(layout: str) -> None:
    for letter in letters_of(layout)[:8]:
        text = folded(_text(letter).replace("\ufffe", "").replace("\u0002", ""))
        for item in determinations(letter):
            assert folded(item["treatment"]) in text


def test_pages_stay_pages() -> None:
    for letter in letters_of("E")[:8]:
        assert len(pypdfium2.PdfDocument(as_pdf(letter))) == letter.text.count("\f") + 1


def test_the_header_table_splits_its_last_label() -> None:
    letter = letters_of("E")[0]
    lines = _text(letter).splitlines()
    assert lines[0] == f"Case Number: {letter.case_number}"
    assert lines[3].strip() == "Priority: Standard Application"
    assert lines[4].startswith("Received:")


def test_the_same_letter_gives_the_same_bytes() -> None:
    letter = letters_of("E")[1]
    assert as_pdf(letter) == as_pdf(letter)
