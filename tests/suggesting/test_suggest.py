"""What is suggested for what is typed, on the real engine."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from search.finding import find
from search.forms import SearchForm
from search.suggesting import Kind, Suggestion, suggest
from tests.factories import LetterFactory

Write = Callable[[], None]
ESI = "Lumbar epidural steroid injection"


@pytest.fixture
def letters(make_suggestible: Write) -> None:
    """Treatments in several wordings, drugs, specialties, reasons and a guideline."""
    items = [
        {"treatment": "Lumbar epidural steroid injection L4-5"},
        {"treatment": "2 lumbar epidural steroid injections, right"},
        {"treatment": "C-spine MRI", "category": "Diagnostic Testing"},
        {"treatment": "Norco 10/325mg #60", "drugs": ["acetaminophen", "hydrocodone"]},
        {"treatment": "Gabapentin 300mg #90", "drugs": ["gabapentin"], "reasons": [{"key": "no_red_flags"}]},
        {"treatment": "Tylenol 500mg", "drugs": ["acetaminophen"]},
    ]
    LetterFactory(case_number="CM16-0213037", determinations=items)
    LetterFactory(
        case_number="CM16-0213999",
        reviewer_specialties=["Neurology"],
        determinations=[{"treatment": "Lumbar epidural steroid injection"}],
    )
    make_suggestible()


def texts(typed: str, limit: int = 10) -> list[str]:
    return [suggestion.text for suggestion in suggest(typed, limit)]


def first(typed: str) -> Suggestion:
    return suggest(typed)[0]


def found_at(address: str) -> int:
    """How many decisions the search at an address finds."""
    form = SearchForm(QueryDict(urlsplit(address).query))
    assert form.is_valid(), form.errors
    return find(form.to_request()).total


@pytest.mark.usefixtures("letters")
def test_a_treatment_in_several_wordings_is_one_suggestion_with_all_its_decisions() -> None:
    suggestion = first("lum")
    assert (suggestion.text, suggestion.kind, suggestion.count) == (ESI, Kind.TREATMENT, 3)
    assert suggestion.kind_label == "treatment"


@pytest.mark.usefixtures("letters")
def test_words_are_found_in_any_order_unfinished_and_whatever_their_form() -> None:
    for typed in ("steroid lum", "LUMBAR EPI", "epidural  lumbar", "lumbár-epidurál", "Lumbar, (epi"):
        assert ESI in texts(typed), typed


@pytest.mark.usefixtures("letters")
def test_a_treatment_is_found_by_its_abbreviation_and_by_lay_words() -> None:
    assert ESI in texts("lumbar esi")
    assert ESI in texts("low back epi")


@pytest.mark.usefixtures("letters")
def test_hyphens_do_not_matter() -> None:
    for typed in ("c-spine", "C–Spine", "cspine", "c spine", "mri c-sp"):
        assert "C-spine MRI" in texts(typed), typed


@pytest.mark.usefixtures("letters")
def test_what_begins_no_suggestion_gives_none() -> None:
    for typed in ("", " ", "lumbar knee", "zzz", "-", '"', "\x00", "😀", "(((", "umbar"):
        assert texts(typed) == [], typed


@pytest.mark.usefixtures("letters")
def test_a_brand_is_suggested_with_what_it_holds_and_counts_decisions_with_all_of_it() -> None:
    assert (first("norc").text, first("norc").count) == ("Norco (hydrocodone, acetaminophen)", 1)
    assert (first("acetam").text, first("acetam").count) == ("Acetaminophen", 2)
    assert first("acetomin").text == "Acetaminophen"
    assert texts("lyrica") == []


@pytest.mark.usefixtures("letters")
def test_specialties_reasons_and_guidelines_are_suggested_as_filters() -> None:
    assert (first("neurol").kind, first("neurol").count) == (Kind.SPECIALTY, 1)
    assert first("red fl").kind is Kind.REASON
    assert first("mtus").kind is Kind.GUIDELINE
    assert (first("diagn").kind, first("diagn").count) == (Kind.CATEGORY, 1)
    assert first("low back comp").text == "MTUS › Low back complaints"


@pytest.mark.usefixtures("letters")
def test_choosing_a_suggestion_finds_as_many_decisions_as_it_says() -> None:
    for typed in ("neurol", "red fl", "mtus", "lum", "norco", "gaba", "acet", "pain", "mri", "diag"):
        suggestions = suggest(typed)
        assert suggestions, typed
        for suggestion in suggestions:
            assert found_at(suggestion.address) == suggestion.count, suggestion


@pytest.mark.usefixtures("letters")
def test_a_case_number_leads_to_its_letter() -> None:
    for typed in (
        "CM16-02130",
        "cm16 021303",
        "cm 16 0213037",
        "cm16213037",
        "Cm16–021303",
        "case:cm16-02130",
    ):
        (suggestion,) = suggest(typed)
        assert (suggestion.text, suggestion.kind, suggestion.count) == ("CM16-0213037", Kind.CASE, 6)
        assert suggestion.address == "/letters/CM16-0213037"


@pytest.mark.usefixtures("letters")
def test_case_numbers_that_begin_alike_come_in_their_order() -> None:
    assert texts("cm16-0213") == ["CM16-0213037", "CM16-0213999"]
    assert texts("cm16-0213", limit=1) == ["CM16-0213037"]
    assert texts("cm16-02") == []


@pytest.mark.usefixtures("letters")
def test_a_fields_name_in_front_asks_for_its_kind() -> None:
    assert {suggestion.kind for suggestion in suggest("drug:a")} == {Kind.DRUG}
    assert {suggestion.kind for suggestion in suggest('treatment:"lumbar')} == {Kind.TREATMENT}
    assert parse_qs(urlsplit(first("drug:gaba").address).query) == {"q": ["drug:gabapentin"]}


def test_the_more_decisions_the_further_up_and_what_begins_as_typed_first(make_suggestible: Write) -> None:
    treatments = ["Hip surgery"] * 3 + ["Knee surgery"] * 9 + ["Surgery consultation"] * 4
    LetterFactory(determinations=[{"treatment": treatment} for treatment in treatments])
    make_suggestible()
    assert texts("surg") == ["Surgery consultation", "Knee surgery", "Hip surgery"]
    assert texts("surg", limit=2) == ["Surgery consultation", "Knee surgery"]


def test_many_treatments_do_not_hide_the_other_kinds(make_suggestible: Write) -> None:
    bodies = ["hip", "knee", "elbow", "wrist", "ankle", "toe", "thumb", "heel", "hand", "foot", "head", "jaw"]
    many = [{"treatment": f"Neurology of the {body}"} for body in bodies for _ in range(2)]
    LetterFactory(determinations=many)
    LetterFactory(reviewer_specialties=["Neurology"], determinations=[{"treatment": "Crutches"}])
    make_suggestible()
    suggestions = suggest("neuro")
    assert len(suggestions) == 10
    assert Kind.SPECIALTY in {suggestion.kind for suggestion in suggestions}


def test_a_treatments_markup_and_operators_are_words_alone(make_suggestible: Write) -> None:
    LetterFactory(determinations=[{"treatment": '<script>alert(1)</script> OR NOT -zebra* "traction:'}])
    LetterFactory(determinations=[{"treatment": "Zebra traction AND (pulley) OR weights"}])
    make_suggestible()
    for typed in ("script", "zebra", "traction"):
        for suggestion in suggest(typed):
            assert found_at(suggestion.address) == suggestion.count > 0
