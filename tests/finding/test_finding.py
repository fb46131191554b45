"""What questions find, on the real engine."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict

from search.finding import NoSuchPage, find
from search.forms import SearchForm
from search.query.result import SearchResult
from tests.factories import LetterFactory

Write = Callable[[], None]
PLAIN = "The request is not medically necessary."


def letter(case: int, *rationales: str, treatment: str = "Norco 10/325 mg", **values: Any) -> None:
    rows = [{"treatment": treatment, "rationale": rationale} for rationale in rationales or (PLAIN,)]
    defaults = {"case_summary": "The injured worker fell.", **values}
    LetterFactory(case_number=f"CM16-{case:07d}", determinations=rows, **defaults)


def ask(typed: str, **parameters: str) -> SearchResult:
    query = QueryDict(mutable=True)
    query.update({"q": typed, **parameters})
    form = SearchForm(query)
    assert form.is_valid(), form.errors
    return find(form.to_request())


def found(typed: str, **parameters: str) -> list[str]:
    return [hit.reference for hit in ask(typed, **parameters).hits]


def cases(typed: str, **parameters: str) -> set[int]:
    return {int(reference[5:12]) for reference in found(typed, **parameters)}


class TestWords:
    def test_all_words_are_wanted_wherever_they_stand(self, make_searchable: Write) -> None:
        letter(1, "Radiculopathy is missing.", case_summary="He hurt the ankle.")
        letter(2, "Radiculopathy is missing.")
        make_searchable()
        assert cases("ankle radiculopathy", match="all") == {1}

    def test_a_brand_finds_the_generic_name_and_says_so(self, make_searchable: Write) -> None:
        letter(1, treatment="Gabapentin 600 mg")
        letter(2, treatment="Tramadol 50 mg")
        make_searchable()
        result = ask("neurontin")
        assert [hit.letter for hit in result.hits] == ["CM16-0000001"]
        assert "gabapentin" in result.also_searched[0].others

    def test_what_was_typed_alone_is_found_when_that_is_asked_for(self, make_searchable: Write) -> None:
        letter(1, treatment="Gabapentin 600 mg")
        letter(2, treatment="Neurontin 600 mg")
        make_searchable()
        assert cases("neurontin", literal="1") == {2}
        assert cases('"neurontin"') == {2}

    def test_the_treatment_counts_above_the_rationale_and_that_above_the_story(
        self, make_searchable: Write
    ) -> None:
        letter(1, treatment="Zebra therapy")
        letter(2, "The zebra is missing.")
        letter(3, case_summary="A zebra hurt him.")
        make_searchable()
        assert [reference[11] for reference in found("zebra")] == ["1", "2", "3"]

    def test_words_near_each_other_count_above_words_apart(self, make_searchable: Write) -> None:
        apart = "The zebra came. " + "Nothing more was said of the matter at hand. " * 3 + "It was striped."
        letter(1, apart)
        letter(2, apart.replace("zebra", "x").replace("striped", "striped zebra and y"))
        make_searchable()
        assert found("striped zebra")[0] == "CM16-0000002#1"

    def test_medication_is_not_medical(self, make_searchable: Write) -> None:
        letter(1, "Medical necessity is missing.")
        letter(2, "The medications help.")
        make_searchable()
        assert cases("medication", literal="1") == {2}

    def test_a_word_for_an_outcome_lifts_it(self, make_searchable: Write) -> None:
        letter(1, treatment="Zebra therapy")
        LetterFactory(
            case_number="CM16-0000002",
            determinations=[{"treatment": "Zebra therapy", "outcome": "overturned", "rationale": PLAIN}],
        )
        make_searchable()
        assert found("zebra therapy approved")[0] == "CM16-0000002#1"


class TestNearMatches:
    def test_full_matches_stand_above_near_ones_and_are_told_apart(self, make_searchable: Write) -> None:
        letter(1, "zebra zebra zebra striped striped")
        letter(2, "zebra striped quagga")
        make_searchable()
        result = ask("zebra striped quagga")
        assert [hit.letter for hit in result.hits] == ["CM16-0000002", "CM16-0000001"]
        assert [hit.is_full_match for hit in result.hits] == [True, False]
        assert result.full == 1
        assert result.is_nearest

    def test_only_full_matches_come_where_that_is_asked_for(self, make_searchable: Write) -> None:
        letter(1, "zebra striped")
        make_searchable()
        assert not found("zebra striped quagga", match="all")

    def test_enough_full_matches_bring_no_near_ones(self, make_searchable: Write) -> None:
        for case in range(10):
            letter(case, "zebra quagga")
        letter(99, "zebra")
        make_searchable()
        result = ask("zebra quagga")
        assert result.total == 10
        assert result.full is None

    def test_narrowing_does_not_bring_near_matches(self, make_searchable: Write) -> None:
        for case in range(10):
            letter(case, "zebra quagga", reviewer_specialties=["Neurology" if case else "Urology"])
        letter(99, "zebra", reviewer_specialties=["Urology"])
        make_searchable()
        assert cases("zebra quagga", specialty="Urology") == {0}


class TestSpelling:
    def test_a_word_that_no_letter_has_is_mended_and_said(self, make_searchable: Write) -> None:
        letter(1, "Acupuncture helps.")
        make_searchable()
        result = ask("accupuncture")
        assert [hit.letter for hit in result.hits] == ["CM16-0000001"]
        assert result.correction is not None
        assert (result.correction.typed, result.correction.instead_of) == ("acupuncture", "accupuncture")
        assert result.correction.is_searched

    def test_what_was_typed_is_searched_when_that_is_asked_for(self, make_searchable: Write) -> None:
        letter(1, "Acupuncture helps.")
        make_searchable()
        assert not found("accupuncture", literal="1")


# What is typed, and the letters of `TestOperators` that it finds.
OPERATORS: dict[str, set[int]] = {
    '"alpha beta"': {1},
    "alpha -delta": {1, 3},
    "alpha NOT delta": {1, 3},
    "delta OR gamma": {1, 2, 3},
    "alpha (delta OR fusion)": {1, 2},
    "alpha -(delta OR fusion)": {3},
    "lumb*": {1},
    "(the lumbar) OR delta": {1, 2, 3},
    "treatment:fusion": {1, 2},
    'treatment:"lumbar fusion"': {1},
    "treatment:lumb*": {1},
    "fusion -treatment:cervical": {1},
    "CM16-0000002": {2},
    "case:CM16*": {1, 2, 3},
    "outcome:upheld": {1, 2, 3},
    "outcome:overturned": set(),
    "decided:2016-12 alpha": {1, 2, 3},
    "decided:2017..": set(),
    "year:2015..2016 delta": {2},
    "specialty:pain gamma": {1, 3},
    'guideline:"low back" delta': {2},
    'section:"low back"': set(),
    "section:imaging": {1},
    "-alpha": set(),
}


class TestOperators:
    @pytest.fixture(autouse=True)
    def letters(self, make_searchable: Write) -> None:
        cited = {
            "family": "MTUS",
            "title": "Low Back Complaints",
            "key": "mtus/low-back-complaints",
            "sections": ["Imaging"],
            "section_keys": ["mtus/low-back-complaints/imaging"],
        }
        LetterFactory(
            case_number="CM16-0000001",
            case_summary="The injured worker fell.",
            determinations=[
                {
                    "treatment": "Lumbar fusion L4-5",
                    "rationale": "Alpha beta gamma.",
                    "reviewer_guidelines": [cited],
                }
            ],
        )
        letter(2, "Alpha delta.", treatment="Cervical fusion")
        letter(3, "Gamma beta alpha.", treatment="Norco 10/325 mg")
        make_searchable()

    def test_each_finds_what_it_says(self) -> None:
        assert {typed: cases(typed, match="all") for typed in OPERATORS} == OPERATORS


class TestGoingThroughAResult:
    @pytest.fixture(autouse=True)
    def letters(self, make_searchable: Write) -> None:
        for case in range(13):
            letter(case, *["zebra"] * (1 + case % 3))
        make_searchable()

    def test_cursors_lead_through_everything_once_in_any_order(self) -> None:
        for typed in ("", "zebra"):
            for sort in ("relevance", "newest", "oldest"):
                self.lead_through(typed, sort)

    def lead_through(self, typed: str, sort: str) -> None:
        result = ask(typed, page_size="5", sort=sort)
        references = [hit.reference for hit in result.hits]
        while result.next_cursor and len(references) < result.total:
            result = ask(typed, page_size="5", sort=sort, after=str(result.next_cursor))
            assert result.request.offset == len(references)
            references += [hit.reference for hit in result.hits]
        assert len(references) == len(set(references)) == 25

    def test_pages_and_cursors_give_the_same_order(self) -> None:
        first = ask("zebra", page_size="5")
        second = found("zebra", page_size="5", page="2")
        assert found("zebra", page_size="5", after=str(first.next_cursor)) == second

    def test_behind_the_last_page_there_is_none(self) -> None:
        with pytest.raises(NoSuchPage):
            ask("zebra", page_size="5", page="6")

    def test_letters_are_listed_once_with_their_other_determinations(self) -> None:
        result = ask("zebra", show="letters", page_size="50")
        assert result.listed == len(result.hits) == 13
        assert sum(1 + len(hit.others) for hit in result.hits) == 25
        for hit in result.hits:
            assert hit.reference not in {other.reference for other in hit.others}

    def test_letters_have_pages_of_letters(self) -> None:
        assert ask("zebra", show="letters", page_size="5").pages == 3
        assert len(ask("zebra", show="letters", page_size="5", page="3").hits) == 3
        with pytest.raises(NoSuchPage):
            ask("zebra", show="letters", page_size="5", page="4")
