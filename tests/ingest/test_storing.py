"""Facts to rows: references that fit an address and are nobody else's, texts that every database holds."""

from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.urls import resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from search.ingest.pipeline import process_file
from search.ingest.receiving import clean_name
from search.ingest.storing import _stem, store_letter
from search.letters import LetterText, read_letter
from search.models import Letter
from tests.factories import IncomingFileFactory
from tests.ingest.letters import CASE_NUMBER, UNREAD, hand_in_one, letter


class TestReferences:
    @given(st.text(st.characters(), max_size=300))
    def test_a_stem_leads_to_its_letter_and_nowhere_else(self, name: str) -> None:
        stem = _stem(clean_name(name))
        assert stem
        assert stem == stem.strip()
        address = reverse("letter", args=[stem])
        assert not set(address) & set("#?&")
        found = resolve(unquote(address))
        assert (found.url_name, found.kwargs) == ("letter", {"reference": stem})

    @pytest.mark.parametrize("name", ["..", ".", ". .", "...pdf", "?", "#", "a/..", "\0"])
    def test_a_name_of_signs_alone_still_gives_a_reference(self, name: str) -> None:
        assert set(_stem(clean_name(name))) - set(". ")

    @pytest.mark.django_db
    def test_letters_without_case_number_and_of_one_name_have_references_of_their_own(self) -> None:
        texts = [f"{UNREAD} {number}" for number in range(3)]
        files = [hand_in_one(text.encode(), "letter.txt") for text in texts]
        for file in files:
            process_file(file.pk)
        references = list(Letter.objects.order_by("pk").values_list("reference", flat=True))
        assert references == ["letter", *(f"letter-{file.sha256[:8]}" for file in files[1:])]

    @pytest.mark.django_db
    def test_a_name_chosen_to_take_anothers_reference_does_not_stop_it(self) -> None:
        wanted = hand_in_one(b"a note", "letter.txt")
        taken = [hand_in_one(b"first", "letter.txt"), hand_in_one(b"2nd", f"letter-{wanted.sha256[:8]}.txt")]
        for file in [*taken, wanted]:
            process_file(file.pk)
        wanted.refresh_from_db()
        assert wanted.letter is not None
        assert wanted.letter.reference.startswith(f"letter-{wanted.sha256[:9]}")

    @pytest.mark.django_db
    def test_a_file_named_like_a_case_does_not_take_its_letter_over(self) -> None:
        note, real = hand_in_one(UNREAD.encode(), f"{CASE_NUMBER}.txt"), hand_in_one(letter())
        process_file(note.pk)
        process_file(real.pk)
        real.refresh_from_db()
        assert real.letter is not None
        assert real.letter.case_number == CASE_NUMBER
        assert Letter.objects.count() == 2


@pytest.mark.django_db
def test_texts_with_nul_are_stored_at_the_same_length() -> None:
    text = LetterText.from_full(letter().decode())
    facts = read_letter(text)
    hostile = replace(facts.determinations[0], rationale="a\0b", treatment="\0")
    full = LetterText.from_full(text.full.replace("radiculopathy", "radiculo\0athy"))
    with transaction.atomic():
        stored, is_new = store_letter(
            IncomingFileFactory.create(), full, replace(facts, determinations=(hostile,), case_summary="\0")
        )
    assert is_new
    stored.refresh_from_db()
    assert "\0" not in stored.text
    assert len(stored.text) == len(text.full)
    assert stored.case_summary == stored.determinations.get().treatment == "�"
    assert stored.determinations.get().rationale == "a�b"


@pytest.mark.django_db
def test_a_place_in_the_stored_text_is_where_the_fact_stands() -> None:
    file = hand_in_one(letter(CASE_NUMBER, "Cervical MRI"))
    process_file(file.pk)
    stored = Letter.objects.get()
    place = stored.spans["case_number"]
    assert stored.text[place["start"] : place["end"]] == CASE_NUMBER
    place = stored.determinations.get().spans["treatment"]
    assert stored.text[place["start"] : place["end"]] == "Cervical MRI"
