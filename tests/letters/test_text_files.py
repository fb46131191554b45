"""Plain text files are decoded whatever their encoding, and refused with a reason when they are none."""

from dataclasses import replace

import pytest

from search.letters.extraction import LetterText, UnreadableFile, detect_kind, text_from_bytes
from search.letters.extraction.limits import DEFAULT_LIMITS
from search.letters.extraction.refusals import REFUSALS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    assert text_from_bytes("98° – “so”\r\nnext".encode(encoding)).full == "98° – “so”\nnext"


def test_form_feeds_part_pages() -> None:
    text = text_from_bytes(b"one\ftwo")
    assert text.pages == ("one", "two")
    assert [text.page_of(offset) for offset in (0, 3, 4, 6)] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\f ", "empty"),
        (b"PK\x03\x04\x00\x00", "not_text"),
        (b"a\x00b", "not_text"),
        (b"\xff\xfea\x00\x00\x00", "not_text"),
        (b"\xff\xfea", "not_text"),
        (b"x" * 101, "too_large"),
        (b"y" * 51, "too_long"),
        (b"\fa" * 5, "too_many_pages"),
    ],
)
def test_what_is_no_letter_is_refused_with_a_code_and_a_sentence(data: bytes, code: str) -> None:
    limits = replace(DEFAULT_LIMITS, file_bytes=100, characters=50, pages=4)
    with pytest.raises(UnreadableFile) as refused:
        text_from_bytes(data, limits)
    assert refused.value.code == code
    assert str(refused.value) == REFUSALS[code]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.5\n", "pdf"),
        (b"\n\n%PDF-1.5\n", "pdf"),
        (b"PK\x03\x04rest", "zip"),
        (b"Case Number:", "text"),
        (b"\xff\xfeC\x00", "text"),
        (b"\x89PNG\r\n\x1a\n\x00", None),
        (b"", None),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_first_bytes(head: bytes, kind: str | None) -> None:
    assert detect_kind(head) == kind


def test_stored_text_gives_the_same_pages_again() -> None:
    text = LetterText.from_pages(("one\n", "", "three"))
    assert LetterText.from_full(text.full) == text
