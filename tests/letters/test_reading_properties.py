"""Whatever the text, reading ends, raises nothing, and shows only places that are in the text."""

import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from search.letters import LetterFacts, LetterText, Span, read_letter, to_label
from tests.letters.samples import LETTER_A, LETTER_B, issue, letter_c, letter_d, letter_e

LETTERS = [
    LETTER_A.full,
    LETTER_B.full,
    letter_c().full,
    letter_d(issue("MRI:  Upheld"), issue("PT: Overturned")).full,
    letter_e(
        issue("A was the original request. The original request, B is: Upheld"), issue("C: Upheld")
    ).full,
]
# Words that the reader looks for, so that broken letters come near to whole ones.
PIECES = sorted({piece for letter in LETTERS for piece in re.split(r"(?<=[:.\n])", letter)})
BROKEN_LETTERS = st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=40).map("".join)


def spans_of(facts: LetterFacts) -> Iterator[Span]:
    yield from facts.spans.values()
    for item in facts.determinations:
        yield from item.spans.values()
    yield from (finding.span for finding in facts.findings if finding.span)


def check(text: LetterText) -> None:
    facts = read_letter(text)
    for span in spans_of(facts):
        assert 0 <= span.start <= span.end <= len(text.full)
        assert 1 <= span.page <= len(text.pages)
    for name in ("case_number", "priority"):
        if getattr(facts, name):
            place = facts.spans[name]
            assert text.full[place.start : place.end].lower() == getattr(facts, name).lower()
    assert (facts.layout == "unread") == bool(facts.unread_reason)
    assert to_label(facts, "x")["file"] == "x"


@given(st.text())
def test_any_text_is_read(words: str) -> None:
    check(LetterText.from_full(words))


@given(BROKEN_LETTERS)
def test_any_mixture_of_parts_of_letters_is_read(words: str) -> None:
    check(LetterText.from_full(words))


@given(st.sampled_from(LETTERS), st.data())
def test_a_letter_with_a_piece_cut_out_is_read(letter: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(letter)))
    end = data.draw(st.integers(start, len(letter)))
    check(LetterText.from_full(letter[:start] + letter[end:]))


@given(st.sampled_from(["MRI", "Norco 10/325mg #60", "Physical therapy 2x6, low back"]), st.integers(1, 12))
def test_every_determination_of_a_letter_is_found_in_its_place(treatment: str, number: int) -> None:
    text = letter_e(*(issue(f"{treatment} {count}: Upheld") for count in range(number)))
    facts = read_letter(text)
    assert [item.treatment for item in facts.determinations] == [
        f"{treatment} {count}" for count in range(number)
    ]
    for item in facts.determinations:
        place = item.spans["treatment"]
        assert text.full[place.start : place.end] == item.treatment
