"""What holds for any text: spans inside it, planted identifiers found, time in proportion to the length."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.letters import LetterText, Span
from search.letters.bulk import letter_files, text_of_file
from search.letters.extraction import PdfExtractor
from search.letters.identifiers import KINDS, Identifier, find_identifiers
from tests.letters.identifiers.forms import values_found

PIECES = [
    "123-45-6789", "SSN ", "Phone: ", "(213) 555-0134", "@", "jane@example.org", "123 Main St",
    "P.O. Box 1", "DOB ", "10/14/1966", "Dr. ", "Roe", "Jane", ", M.D.", "Patient: ", "employed by ",
    "Acme", "Inc.", " ", "\n", "\f", "-", ".", ",", ":", "\u00ad", "\u200b", "é", "١٢٣", "5th", "of",
    "XXXX", "CA 93701", "last four ",
]  # fmt: skip
PLANTED = {
    "ssn": "123-45-6789",
    "phone": "(213) 555-0134",
    "email": "jane.roe@example.org",
    "street_address": "1234 Main Street",
    "birth_date": "DOB: 10/14/1966",
    "person_name": "Dr. Roe",
    "employer": "employed by Acme Trucking",
}
any_letter = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))
surroundings = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)


@given(any_letter)
@example("\u00ad \u200b")
@example("\ud800 Dr. Roe")
def test_identifiers_lie_inside_the_text_in_order_without_overlap(source: str) -> None:
    letter = LetterText.from_full(source)
    end = 0
    for found in find_identifiers(letter):
        assert found.kind in KINDS
        assert end <= found.span.start < found.span.end <= len(letter.full)
        assert found.span.page == letter.page_of(found.span.start)
        value = letter.full[found.span.start : found.span.end]
        assert value == value.strip()
        end = found.span.end


@pytest.mark.parametrize("kind", PLANTED)
@given(before=surroundings, after=surroundings)
def test_planted_identifier_is_found_in_any_surroundings(kind: str, before: str, after: str) -> None:
    """A quiet sentence stands on both sides, for digits that touch make another number."""
    text = f"{before}\nThe records were read. It was {PLANTED[kind]}. That was all. {after}"
    assert kind in {found for found, _ in values_found(text)}


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=4))
def test_value_broken_at_any_gap_and_in_doubled_lines_is_found_whole(place: int, lines: int) -> None:
    words = ["1234", "Main", "Street,", "Fresno,", "CA", "93701"]
    cut = 1 + place % (len(words) - 1)
    value = " ".join(words[:cut]) + " \n" * lines + " ".join(words[cut:])
    assert values_found(f"It was {value}. That was all.") == [("street_address", value)]


def test_page_number_between_the_parts_of_a_value_does_not_hide_it() -> None:
    pages = ("The worker was seen by Dr. Jane\n1", "Roe, who wrote a report.\n2")
    found = find_identifiers(LetterText.from_pages(pages))
    assert found == (Identifier("person_name", Span(1, 27, 37)),)


def test_hits_of_several_kinds_come_in_the_order_of_their_places() -> None:
    text = "Patient Name: Jane Roe, DOB: 10/14/1966, SSN: 123-45-6789, works for Acme."
    assert values_found(text) == [
        ("person_name", "Jane Roe"),
        ("birth_date", "10/14/1966"),
        ("ssn", "123-45-6789"),
        ("employer", "Acme"),
    ]


@pytest.mark.parametrize("name", ["Dr. Will", "Dr. May", "Mr. Young", "Ms. Long", "Dr. Ng", "Mrs. Hand"])
def test_surname_that_is_also_a_word_is_found(name: str) -> None:
    assert values_found(f"It was seen by {name} on Monday.") == [("person_name", name.split()[1])]


SHORT = 10_000
TIMES_LONGER = 8
# Sixty-four times the time where something is quadratic.
MOST_GROWTH = 24
LEAST_SECONDS = 0.01
REPEATED = [
    *PIECES, *PLANTED.values(), "a", "A", "1", "1 ", "A ", "A. ", "Dr. A ", "a@", "a.", "a@a.",
    "Jane Roe ", "A-\n", "Roe, ", "1 Main ", "123 ", "12-", "born in A ", "employed by A ",
    "works as a ", "name: ", "DOB 1 ", "de la ", "Dr. Dr. ", "(213", "1 A A A A ", "SSN SSN", "+2 2 2 ",
    "Drs. Roe and ", " \n", "\u00ad ",
]  # fmt: skip


def seconds(source: str) -> float:
    letter = LetterText.from_full(source)
    runs = []
    for _ in range(2):
        start = time.process_time()
        find_identifiers(letter)
        runs.append(time.process_time() - start)
    return max(min(runs), LEAST_SECONDS)


@pytest.mark.parametrize("words", dict.fromkeys(REPEATED))
def test_time_grows_with_the_length_and_not_faster(words: str) -> None:
    short, long = (words * (size // len(words)) for size in (SHORT, SHORT * TIMES_LONGER))
    assert seconds(long) < MOST_GROWTH * seconds(short)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(REPEATED), min_size=1, max_size=3).map("".join))
def test_no_mixture_of_pieces_makes_a_long_text_slow(words: str) -> None:
    letter = LetterText.from_full(words * (SHORT // len(words)))
    start = time.process_time()
    find_identifiers(letter)
    assert time.process_time() - start < 2


def test_only_the_letter_with_two_birth_dates_is_reported_among_the_real_ones(shared: Path) -> None:
    files = letter_files([shared / "letters"])
    with PdfExtractor() as extractor:
        found = {path.stem: find_identifiers(text_of_file(path, extractor)) for path in files}
    kinds = {name: [item.kind for item in items] for name, items in found.items() if items}
    assert kinds == {"CM16-0249170": ["birth_date", "birth_date"]}
