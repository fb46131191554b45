"""The insights page of one question, on the real engine."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from search.pages.outcome_chart import ROWS, ROWS_AT_FIRST
from search.query.statistics import DIMENSIONS
from tests.pages.html import get, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]

COUNTED = re.compile(r'<a href="([^"]*)"[^>]*>([\d,]+) of ([\d,]+)<span')
IN_TABLES = re.compile(r'<td><a href="([^"]*)"[^>]*>()([\d,]+)<span')
LABELS = re.compile(r'<span class="chart-label"><a href="([^"]*)"')
QUESTIONS = (
    "q=pain",
    "q=mri&drug=tramadol&drug=gabapentin",
    "category=Pharmaceuticals%3EOpioids&show=letters&page_size=50",
    "not_category=Pharmaceuticals%3EOpioids&outcome=overturned&sort=oldest",
    "decided_from=2016-03-15&decided_to=2016-12&not_drug=naproxen",
    "year=2016&year=none&match=all&literal=1&q=pain",
    "q=pain&guideline=mtus",
    "drug=none",
)


def links(html: str) -> Iterator[tuple[str, int]]:
    """The addresses of decisions with the number that stands on each."""
    for address, _, count in [*COUNTED.findall(html), *IN_TABLES.findall(html)]:
        yield unescape(address), int(count.replace(",", ""))


def decisions(client: Client, address: str) -> int:
    """How many decisions the result page at the address says that it has."""
    words = words_of(client.get(address).content.decode())
    if "No decision" in words and " decisions in " not in words:
        return 0
    found = re.search(r"([\d,]+) decisions? in ", words)
    assert found, address
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_count_leads_to_exactly_the_decisions_that_it_counts(stranger: Client, question: str) -> None:
    html = get(stranger, f"/insights?{question}")
    counted = dict(list(links(html))[::3])
    assert len(counted) > 5
    assert {address: decisions(stranger, address) for address in counted} == counted


@pytest.mark.parametrize("question", QUESTIONS[::2])
def test_each_row_narrows_the_insights_to_its_own_decisions(stranger: Client, question: str) -> None:
    html = get(stranger, f"/insights?{question}")
    rows = re.findall(r'<li class="chart-row.*?</li>', html, re.DOTALL)
    checked = 0
    for row in rows[::5]:
        narrowed, counted = LABELS.search(row), COUNTED.search(row)
        if not narrowed or not counted:
            continue
        address = unescape(narrowed[1])
        assert urlsplit(address).path == "/insights"
        assert f"{counted[2]} of {counted[3]} overturned" in words_of(get(stranger, address))
        checked += 1
    assert checked > 2


def test_a_filter_by_outcome_is_left_out_and_that_is_said(stranger: Client) -> None:
    plain, filtered = (get(stranger, "/insights?q=pain" + outcome) for outcome in ("", "&outcome=upheld"))
    rate = re.compile(r"([\d,]+ of [\d,]+) overturned")
    assert rate.findall(words_of(plain)) == rate.findall(words_of(filtered))
    assert "Both outcomes are counted here" in words_of(filtered)
    assert "Both outcomes are counted here" not in words_of(plain)


def test_a_question_for_an_outcome_gets_counts_and_no_share(stranger: Client) -> None:
    html = get(stranger, "/insights?q=pain+outcome:overturned")
    main = words_of(html[html.index("<main") : html.index("</main")])
    assert "The question itself asks for an outcome" in main
    assert re.search(r"\d\.\d.%", main) is None
    assert 'class="chart-bar"' not in html


def test_few_decisions_are_counted_without_shares(stranger: Client) -> None:
    html = get(stranger, "/insights?q=quokka")
    words = words_of(html)
    assert "0 of 1 overturned among denials that were appealed" in words
    assert "Fewer than ten decisions" in words
    assert "All of those with a date were decided in Jul 2018" in words
    assert 'class="chart-bar"' not in html


def test_nothing_found_says_what_to_do_next(stranger: Client) -> None:
    words = words_of(get(stranger, "/insights?q=xyzzyx&drug=tramadol"))
    assert "No decision fits" in words
    assert "take the filters away" in words


def test_the_question_stands_above_in_words_with_unread_letters(stranger: Client) -> None:
    words = words_of(get(stranger, "/insights?q=pain&drug=tramadol&decided_from=2016-01&decided_to=2016-12"))
    assert "Decisions on “pain”, Drug: tramadol, decided 2016" in words
    words = words_of(get(stranger, "/insights?q=pain"))
    assert "and 6 letters that could not be read into decisions" in words
    assert "says nothing of requests that were approved" in words


def test_chips_take_filters_away_and_stay_on_the_page(stranger: Client) -> None:
    html = get(stranger, "/insights?q=pain&drug=tramadol&not_region=neck")
    assert 'class="chip" href="/insights?q=pain&amp;not_region=neck"' in html
    assert 'class="clear" href="/insights?q=pain"' in html
    assert '<form class="box" id="search" role="search" action="/insights"' in html


def test_a_dimension_has_a_page_of_its_own_with_all_its_rows(stranger: Client) -> None:
    html = get(stranger, "/insights?by=guideline")
    assert html.count('<section class="insight"') == 1
    assert 'href="/insights?q="' in html or 'href="/insights?"' in html
    assert get(stranger, "/insights?by=guideline&q=pain").count('class="chip"') == 0


@pytest.mark.parametrize("by", ["state", "guideline%00", "../drug", "x" * 2000])
def test_there_is_no_page_of_what_is_no_dimension(stranger: Client, by: str) -> None:
    get(stranger, f"/insights?by={by}", status=404)


def test_every_chart_has_a_table_and_a_file(stranger: Client) -> None:
    html = get(stranger, "/insights?q=pain")
    shown = html.count('<section class="insight"')
    assert shown >= 7
    assert html.count('<table class="numbers">') == shown
    files = re.findall(r'href="(/insights\.csv\?by=([a-z_]+)&amp;q=pain)"', html)
    assert len(files) == shown
    assert {by for _, by in files} <= {dimension.name for dimension in DIMENSIONS}
    for address, _ in files:
        assert stranger.get(unescape(address)).status_code == 200


def test_a_chart_begins_with_few_rows_and_folds_the_others_away(stranger: Client) -> None:
    html = get(stranger, "/insights")
    charts = dict(re.findall(r'id="by-([a-z_]+)-title".*?<div class="chart">(.*?)</div>', html, re.DOTALL))
    parted = {name: chart.partition('<details class="chart-more">') for name, chart in charts.items()}
    for name, (at_first, _, others) in parted.items():
        most = ROWS if name == "reason" else ROWS_AT_FIRST
        assert at_first.count("<li") <= most + 1
        assert at_first.count("<li") + others.count("<li") <= ROWS + 1
        assert f"{others.count('<li')} more" in others or not others
    assert any(others for _, _, others in parted.values())


def test_a_chart_alone_on_its_page_folds_nothing_away(stranger: Client) -> None:
    html = get(stranger, "/insights?by=category")
    assert html.count('<li class="chart-row') > ROWS_AT_FIRST + 1
    assert "chart-more" not in html


def test_a_question_that_cannot_be_asked_gets_the_page_that_says_why(stranger: Client) -> None:
    for hostile in ("q=%22pain", "drug=" + "x" * 999, "region=%00", "decided_from=2016-13", "q=" + "x" * 999):
        get(stranger, f"/insights?{hostile}", status=400)


def test_the_engine_away_is_told(stranger: Client, engine_away: None) -> None:
    response = stranger.get("/insights?q=pain")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert stranger.get("/insights.csv?q=pain&by=drug").status_code == 503


def test_the_page_says_what_shares_are_in_a_readers_words_and_leads_to_more(stranger: Client) -> None:
    html = get(stranger, "/insights?q=pain")
    main = html[html.index("<main") : html.index("</main")]
    assert "determination" not in words_of(main)
    [help_page, place] = re.findall(r'href="([^"#]*)#([^"]*)"[^>]*>How to read this page', main)[0]
    assert f'id="{place}"' in get(stranger, help_page)


def test_reasons_that_fit_no_other_stand_last_and_the_key_says_what_reasons_argue(stranger: Client) -> None:
    html = get(stranger, "/insights?q=pain")
    reasons = html[html.index('id="by-reason"') :]
    reasons = reasons[: reasons.index("</section>")]
    labels = re.findall(r'<span class="chart-label">(?:<a[^>]*>)?([^<]*)', reasons)
    counts = {
        label: int(count) for label, (_, _, count) in zip(labels, COUNTED.findall(reasons), strict=True)
    }
    assert labels[-1] == "Other reason"
    assert counts["Other reason"] == max(counts.values())
    assert "Most reasons argue for one side" in words_of(reasons)
    assert html.count("Most reasons argue for one side") == 1
