"""Counts of both sides are those of a walk over the database, and every number leads to what it counts."""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client

from search.forms import SearchForm
from search.models import Determination
from search.query.facets import NONE
from search.query.facets.hierarchies import guideline_values
from search.query.shares import OutcomeCounts
from search.sides.asking import BothSides, both_sides
from search.sides.cited import CLAIMS, REVIEWERS
from search.sides.columns import REASON
from tests.pages.html import get, words_of
from tests.sides.conftest import OVERTURNING, TREATMENTS, sentence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]
QUESTIONS = ["", "q=acupuncture", "q=norco&guideline=mtus", "q=lumbar+epidural&not_reason=no_indication"]


def found_by(parameters: str) -> BothSides:
    form = SearchForm(QueryDict(parameters))
    assert form.is_valid(), form.errors
    return both_sides(form.to_request())


def rows_of(parameters: str) -> list[Determination]:
    """The same decisions by a walk over all of them."""
    given = QueryDict(parameters)
    word = given.get("q", "").split("+")[0].split(" ")[0]
    rows = [row for row in Determination.objects.all() if word in row.treatment.lower()]
    if given.get("guideline"):
        rows = [row for row in rows if given["guideline"] in guideline_values(row.reviewer_guidelines)]
    if given.get("not_reason"):
        rows = [row for row in rows if given["not_reason"] not in reasons_of(row)]
    return rows


def reasons_of(row: Determination) -> set[str]:
    return {reason["key"] for reason in row.reasons}


def counted(pairs: Iterable[tuple[str, str]]) -> dict[str, OutcomeCounts]:
    counts = Counter(pairs)
    return {
        value: OutcomeCounts(counts["upheld", value], counts["overturned", value])
        for value in {value for _, value in counts}
    }


@pytest.mark.parametrize("parameters", QUESTIONS)
def test_counts_are_those_of_the_database(parameters: str) -> None:
    found, rows = found_by(parameters), rows_of(parameters)
    sizes = Counter(row.outcome for row in rows)
    assert found.outcomes == OutcomeCounts(sizes["upheld"], sizes["overturned"])
    assert found.outcomes.overturned > 0
    shown = {
        name: {one.row.value: one.counts for one in contrasts} for name, contrasts in found.contrasts.items()
    }
    for dimension, values_of in (
        (REASON, reasons_of),
        (REVIEWERS, lambda row: guideline_values(row.reviewer_guidelines) or [NONE]),
        (CLAIMS, lambda row: guideline_values(row.claims_administrator_guidelines) or [NONE]),
    ):
        pairs = ((row.outcome, value) for row in rows for value in values_of(row))
        assert shown[dimension.name] == counted(pairs)


@pytest.mark.parametrize("parameters", ["q=acupuncture", "q=norco&guideline=mtus&show=letters&sort=oldest"])
def test_every_number_leads_to_as_many_decisions(stranger: Client, parameters: str) -> None:
    html = get(stranger, f"/sides?{parameters}")
    links = set(re.findall(r'<a href="(/\?[^"]*outcome=[^"]*)" rel="nofollow">([\d,]+)', html))
    assert len(links) > 8
    for address, count in links:
        assert f"{count} decision" in words_of(get(stranger, unescape(address)))


def test_passages_are_sentences_of_decisions_of_their_side_with_the_words_marked(stranger: Client) -> None:
    html = get(stranger, "/sides?q=acupuncture+reason")
    columns = html.split('<section class="side ')[1:]
    assert [column.split(" ")[0] for column in columns] == ['side-upheld"', 'side-overturned"']
    for column, outcome in zip(columns, ("upheld", "overturned"), strict=True):
        passages = re.findall(
            r"<blockquote><p>(.*?)</p></blockquote>\s*<figcaption>"
            r'<a href="/letters/([^"?]*)\?q=acupuncture%20reason#(\d)">',
            column,
        )
        assert len(passages) > 2
        for text, letter, number in passages:
            row = Determination.objects.get(letter__reference=letter, number=number)
            assert row.outcome == outcome
            assert "<mark>reason</mark>" in text
            assert unescape(re.sub("</?mark>", "", text)) in row.rationale
            assert "&lt;b&gt;" in text


def test_a_reason_stands_on_the_side_that_it_argues_for(stranger: Client) -> None:
    html = get(stranger, "/sides")
    upheld, overturned = (words_of(part) for part in html.split('<section class="side ')[1:])
    assert "Guideline criteria met" in overturned
    assert "Guideline criteria met" not in upheld
    assert "No indication, diagnosis or rationale documented" in upheld
    assert "Other reason" not in upheld + overturned


def test_a_filter_by_outcome_is_left_out_and_that_is_said(stranger: Client) -> None:
    html = get(stranger, "/sides?q=acupuncture&outcome=upheld&sex=none")
    words = words_of(html)
    assert "Your filter by outcome does not narrow this page" in words
    assert "Outcome: Denial upheld" not in words
    assert "Sex: Not stated" in words
    assert words_of(get(stranger, "/sides?q=acupuncture&sex=none")).count("of upheld") == words.count(
        "of upheld"
    )
    assert 'href="/?q=acupuncture&amp;outcome=upheld&amp;sex=none"' in html


def test_a_question_for_an_outcome_has_one_column_and_no_rate(stranger: Client) -> None:
    html = get(stranger, "/sides?q=acupuncture+outcome:overturned")
    words = words_of(html)
    assert html.count('<section class="side ') == 1
    assert "The question itself asks for an outcome" in words
    assert "Of the denials that were appealed" not in words
    assert "Guideline criteria met" in words


def test_a_side_without_decisions_says_so(stranger: Client) -> None:
    row = Determination.objects.filter(outcome="upheld").exclude(
        letter__determinations__outcome="overturned"
    )[0]
    html = get(stranger, f"/sides?q=case:{row.letter.case_number}")
    words = words_of(html)
    assert "No decision of these was overturned." in words
    assert "Fewer than 10: counts alone, no shares." in words
    assert "%" not in words.split("What they cite")[0].split("Denial upheld", 1)[1]


def test_sections_and_their_chapters_with_the_same_decisions_stand_once() -> None:
    found = found_by("")
    values = {one.row.value for one in found.contrasts[REVIEWERS.name]}
    assert {"mtus", "mtus/chronic-pain", "mtus/chronic-pain/opioids"} <= values


def test_no_sentence_is_shown_twice(stranger: Client) -> None:
    html = get(stranger, "/sides")
    passages = re.findall(r"<blockquote><p>(.*?)</p></blockquote>", html)
    assert len(passages) == len(set(passages)) > 8
    assert sentence(OVERTURNING[0], 1).startswith("Regarding case 1,")
    assert TREATMENTS[0] in words_of(html)
