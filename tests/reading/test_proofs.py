"""The places of a letter's facts in its own text, as the letter's page shows them."""

import re
from typing import Any

import pytest
from django.test import Client

from search.reading.proofs import Proofs, reason_places, valid_range
from tests.factories import LetterFactory
from tests.pages.html import get, words_of

TEXT = "Case Number: CM16-0000001\nDecision Date: 12/09/2016\n\fLumbar MRI: Upheld\nMAXIMUS guideline: MTUS."


def span_of(words: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(words)
    return {"page": 1, "start": start, "end": start + len(words)}


def place_in(html: str, name: str) -> str:
    found = re.search(rf'<span class="place[^"]*" id="{name}"[^>]*>(.*?)</span>', html, re.DOTALL)
    assert found, f"{name} is not in the page"
    return words_of(found[1])


@pytest.mark.parametrize(
    "span",
    [
        None,
        [],
        "0-5",
        {},
        {"start": 0},
        {"start": 5, "end": 5},
        {"start": 9, "end": 5},
        {"start": -4, "end": 5},
        {"start": 0, "end": 11},
        {"start": "0", "end": "5"},
        {"start": True, "end": 5},
        {"start": 0.0, "end": 5.0},
        {"start": 4, "end": 6},
    ],
)
def test_a_span_that_is_none_of_the_text_has_no_place(span: Any) -> None:
    assert valid_range(span, "word  word") is None
    proofs = Proofs("word  word")
    proofs.add("decided_on", span)
    assert (proofs.get("decided_on"), proofs.places) == (None, [])


def test_blanks_around_a_place_are_none_of_it() -> None:
    assert valid_range({"start": 3, "end": 10}, "one  two \nthree") == (5, 8)


def test_the_page_is_told_by_the_text_not_by_the_span() -> None:
    proofs = Proofs(TEXT)
    proofs.add_all("", {"case_number": span_of("CM16-0000001"), "1.outcome": span_of("Upheld")})
    case_number, outcome = proofs.get("case_number"), proofs.get("1.outcome")
    assert (case_number and case_number.page, outcome and outcome.page) == (1, 2)


@pytest.mark.parametrize("spans", [None, [], "x", 7])
def test_spans_of_another_shape_are_no_places(spans: Any) -> None:
    proofs = Proofs(TEXT)
    proofs.add_all("", spans)
    assert proofs.places == []


def test_reasons_without_a_valid_sentence_have_no_place() -> None:
    reasons = [{"key": "a_b", "start": 0, "end": 4}, {"key": "c", "start": 0, "end": 99}, {"key": "d"}, "e"]
    assert [place.name for place in reason_places(2, "Text.", reasons)] == ["reason-2-a-b"]


@pytest.mark.django_db
def test_every_fact_links_to_its_words_in_the_letters_own_text(stranger: Client) -> None:
    LetterFactory(
        case_number="CM16-0000001",
        text=TEXT,
        spans={"case_number": span_of("CM16-0000001"), "decided_on": span_of("12/09/2016")},
        determinations=[
            {
                "spans": {
                    "treatment": span_of("Lumbar MRI"),
                    "outcome": span_of("Upheld"),
                    "reviewer_citation": span_of("MTUS."),
                }
            }
        ],
    )
    html = get(stranger, "/letters/CM16-0000001")
    for name, words in {
        "place-case-number": "CM16-0000001",
        "place-decided-on": "12/09/2016",
        "place-1-treatment": "Lumbar MRI",
        "place-1-outcome": "Upheld",
        "place-1-reviewer-citation": "MTUS.",
    }.items():
        assert f'href="#{name}"' in html
        assert place_in(html, name) == words
    assert "Decided, in the letter: p. 1" in words_of(html)
    assert "Decision: outcome, in the letter: p. 2" in words_of(html)


@pytest.mark.django_db
def test_no_link_leads_to_a_place_that_is_not_there(stranger: Client) -> None:
    spans = {"decided_on": {"start": 10_000, "end": 10_010}, "case_number": span_of("CM16-0000001")}
    LetterFactory(
        case_number="CM16-0000001",
        text=TEXT,
        spans=spans,
        findings=[{"field": "injured_on", "reason": "Two days.", "span": {"start": 1, "end": 10**9}}],
        determinations=[
            {"spans": {"outcome": {"start": 5, "end": 4}}, "reasons": [{"key": "no_red_flags"}]},
            {"spans": {"rationale": {"start": 0, "end": len(TEXT)}, "outcome": span_of("Upheld")}},
        ],
    )
    html = get(stranger, "/letters/CM16-0000001")
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(ids)
    assert "place-case-number" in targets
    assert "9 Dec 2016 place not known" in words_of(html)
    assert "sentence not known" in words_of(html)


@pytest.mark.django_db
def test_a_letter_without_any_place_says_so_once(stranger: Client) -> None:
    LetterFactory(case_number="CM16-0000001")
    words = words_of(get(stranger, "/letters/CM16-0000001"))
    assert words.count("was not noted when it was read") == 1
    assert "place not known" not in words


@pytest.mark.django_db
def test_a_reason_links_to_its_sentence_in_the_rationale(stranger: Client) -> None:
    rationale = "There is pain.\n\nNo red flags are documented. It is not necessary."
    sentence = "No red flags are documented."
    start = rationale.index(sentence)
    reason = {"key": "no_red_flags", "start": start, "end": start + len(sentence)}
    LetterFactory(
        case_number="CM16-0000001", determinations=[{}, {"rationale": rationale, "reasons": [reason]}]
    )
    html = get(stranger, "/letters/CM16-0000001", q="documented")
    assert 'href="#reason-2-no-red-flags"' in html
    assert "No red flags are <mark>documented</mark>." in html
    assert place_in(html, "reason-2-no-red-flags") == "No red flags are documented ."


@pytest.mark.django_db
def test_facts_lead_to_what_else_is_known_of_them(stranger: Client) -> None:
    LetterFactory(
        case_number="CM16-0000001",
        reviewer_specialties=["Physical Medicine and Rehabilitation"],
        determinations=[
            {"category": "Pharmaceuticals", "subcategory": "Opioids", "drugs": ["tramadol", ""]},
            {"treatment": "Lumbar MRI"},
        ],
    )
    html = get(stranger, "/letters/CM16-0000001")
    assert 'href="/?category=Pharmaceuticals%3EOpioids"' in html
    assert 'href="/?specialty=Physical+Medicine+%26+Rehabilitation"' in html
    assert 'href="/treatments/drugs/tramadol"' in html
    assert 'href="/treatments/procedures/' in html
    assert 'href="/guidelines/mtus/low-back-complaints"' in html


@pytest.mark.django_db
def test_marks_are_counted_where_they_stand_open(stranger: Client) -> None:
    LetterFactory(case_number="CM16-0000001", text="zebra", determinations=[{"rationale": "pain and pain"}])
    page = get(stranger, "/letters/CM16-0000001", q="pain")
    assert "2 places marked" in words_of(page)
    only_below = words_of(get(stranger, "/letters/CM16-0000001", q="zebra"))
    assert "Your words are marked in the letter’s own text, below" in only_below
