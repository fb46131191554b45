"""Two questions side by side, on the real engine."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from search import finding
from search.index.engine import search_many
from search.insights.compared import merged
from search.insights.views import COMPARE_LIMIT
from search.query.statistics import DIMENSIONS_BY_NAME, Breakdown, OutcomeCounts, Row
from tests.insights.test_insights_page import decisions, links
from tests.pages.html import get, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]

PAIRS = (("q=pain", "q=acupuncture"), ("drug=tramadol", "not_drug=tramadol"), ("year=2016", "q="))


def pair(first: str, second: str) -> str:
    return f"/insights?{first}&compare={quote(second, safe='')}"


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_both_rates_are_those_of_each_question_alone(stranger: Client, first: str, second: str) -> None:
    words = words_of(get(stranger, pair(first, second)))
    rate = re.compile(r"[\d,]+ of [\d,]+ overturned \([^)]*\)")
    alone = [rate.findall(words_of(get(stranger, f"/insights?{one}")))[0] for one in (first, second)]
    assert rate.findall(words)[:2] == alone
    assert "percentage points" in words
    assert "the same decision may be in both" in words


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_each_count_leads_to_the_decisions_of_its_own_question(
    stranger: Client, first: str, second: str
) -> None:
    counted = dict(links(get(stranger, pair(first, second))))
    assert len(counted) > 20
    some = dict(list(counted.items())[::9])
    assert {address: decisions(stranger, address) for address in some} == some


def test_both_are_asked_of_the_engine_at_once(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counting(bodies: Any) -> Any:
        asked.append(len(bodies))
        return search_many(bodies)

    monkeypatch.setattr(finding, "search_many", counting)
    get(stranger, pair("drug=tramadol", "not_drug=tramadol"))
    assert asked == [2]


def test_the_difference_has_the_other_sign_after_swapping(stranger: Client) -> None:
    html = get(stranger, pair("drug=tramadol", "not_drug=tramadol"))
    swapped = re.search(r'href="([^"]*)"[^>]*>Swap', html)
    assert swapped
    points = re.compile(r"A less B: (\S+) percentage")
    there, back = (points.findall(words_of(page))[0] for page in (html, get(stranger, unescape(swapped[1]))))
    assert {there[0], back[0]} == {"+", "−"}
    assert there[1:] == back[1:]


def test_each_can_be_seen_alone_and_narrowed_beside_the_other(stranger: Client) -> None:
    html = get(stranger, pair("q=pain&drug=tramadol", "q=mri&region=neck"))
    assert 'href="/insights?q=pain&amp;drug=tramadol"' in html
    assert 'href="/insights?q=mri&amp;region=neck"' in html
    taken_away = re.findall(r'class="chip" href="([^"]*)"', html)
    assert [unescape(one) for one in taken_away] == [
        pair("q=pain", "q=mri&region=neck"),
        pair("q=pain&drug=tramadol", "q=mri"),
    ]


def test_a_row_narrows_both(stranger: Client) -> None:
    html = get(stranger, pair("q=pain", "q=mri"))
    address = re.search(r'<span class="chart-label"><a href="([^"]*category=Injection[^"]*)"', html)
    assert address
    assert unescape(address[1]) == pair("q=pain&category=Injection", "q=mri&category=Injection")


def test_other_words_are_compared_under_the_same_filters(stranger: Client) -> None:
    response = stranger.get("/insights?q=pain&drug=tramadol&outcome=upheld&compare_q=mri+%26+x%3D1")
    assert response.status_code == 302
    assert response["Location"] == pair(
        "q=pain&outcome=upheld&drug=tramadol", "q=mri+%26+x%3D1&outcome=upheld&drug=tramadol"
    )
    get(stranger, response["Location"])


def test_a_filter_offers_what_it_keeps_out(stranger: Client) -> None:
    html = get(stranger, "/insights?q=pain&drug=tramadol&not_drug=gabapentin")
    assert "the rest, without Drug: tramadol" in words_of(html)
    offered = re.search(r'href="([^"]*)"[^>]*>the rest', html)
    assert offered
    assert unescape(offered[1]) == pair(
        "q=pain&drug=tramadol&not_drug=gabapentin", "q=pain&not_drug=gabapentin&not_drug=tramadol"
    )


@pytest.mark.parametrize(
    "second",
    ["q=%22pain", "drug=" + "x" * 999, "region=%00", "decided_from=2016-13", "x" * (COMPARE_LIMIT + 1)],
)
def test_a_second_question_that_cannot_be_asked_is_told(stranger: Client, second: str) -> None:
    words = words_of(get(stranger, pair("q=pain", second), status=400))
    assert "The second question needs a change" in words
    assert "See the first question alone" in words


@pytest.mark.parametrize(
    "second", ["&" * 3000, "%", "\x00", "=", "compare=compare%3Dx", "page=99999&after=x"]
)
def test_hostile_second_questions_are_answered(stranger: Client, second: str) -> None:
    assert stranger.get("/insights", {"q": "pain", "compare": second}).status_code in {200, 400}
    assert stranger.get("/insights", {"q": "pain", "compare_q": second}).status_code == 302


def test_a_second_question_can_be_mended(stranger: Client) -> None:
    html = get(stranger, pair("q=pain", "q=%22mri&drug=tramadol"), status=400)
    mended = re.search(r'Did you mean <a href="([^"]*)"', html)
    assert mended
    get(stranger, unescape(mended[1]))


def test_too_few_have_no_difference(stranger: Client) -> None:
    words = words_of(get(stranger, pair("q=pain", "q=xyzzyx")))
    assert "one of the two has fewer than ten decisions" in words


def test_what_has_no_bar_because_its_question_asks_for_an_outcome_is_said(stranger: Client) -> None:
    for second, is_said in (("q=mri", False), ("q=mri+outcome:upheld", True)):
        words = words_of(get(stranger, pair("q=pain", second)))
        assert ("No bar: fewer than 10, or the question itself asks for an outcome." in words) == is_said


def rows(**decided: int) -> Breakdown:
    def made() -> Iterator[Row]:
        for value, count in decided.items():
            yield Row(value, value, OutcomeCounts(count))

    return Breakdown(DIMENSIONS_BY_NAME["drug"], tuple(made()))


def test_a_large_question_does_not_drown_the_rows_of_a_small_one() -> None:
    small, large = rows(a=9, b=1), rows(c=600, b=300, a=100)
    assert [row.value for row in merged([small, large], [10, 1000]).rows] == ["a", "c", "b"]
