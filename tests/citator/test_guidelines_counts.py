"""Every number of the guidelines' pages against a count over the database, and the list it leads to."""

import re
from collections import defaultdict
from html import unescape

import pytest
from django.test import Client

from search.citator.guidelines_list import Cited, cited_guidelines
from search.citator.guidelines_page import CLAIMS, REVIEWER, wanted_of_list
from search.finding import find_statistics
from search.models import Determination
from search.query.facets.hierarchies import guideline_values
from search.query.shares import OutcomeCounts
from tests.pages.html import get, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

Rows = list[tuple[str, set[str], set[str]]]
KEYS = [
    "mtus",
    "mtus/low-back-complaints",
    "mtus/low-back-complaints/special-studies",
    "odg/low-back/mri",
    "other",
]


def rows() -> Rows:
    """Outcome, what the reviewer cites, what the claims side cites."""
    return [
        (one.outcome, set(guideline_values(one.reviewer_guidelines)), claimed(one))
        for one in Determination.objects.all()
    ]


def claimed(determination: Determination) -> set[str]:
    return set(guideline_values(determination.claims_administrator_guidelines))


def counted(outcomes: list[str]) -> OutcomeCounts:
    return OutcomeCounts(outcomes.count("upheld"), outcomes.count("overturned"))


def flat(cited: tuple[Cited, ...]) -> dict[str, tuple[OutcomeCounts, OutcomeCounts]]:
    return {
        key: counts
        for one in cited
        for key, counts in [(one.key, (one.reviewer, one.claims)), *flat(one.parts).items()]
    }


def test_list_counts_each_guideline_of_both_sides() -> None:
    [statistics] = find_statistics(wanted_of_list())
    listed = flat(cited_guidelines(statistics.breakdowns[REVIEWER], statistics.breakdowns[CLAIMS]))
    by_reviewer, by_claims = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for outcome, reviewer, claims in rows():
        for key in reviewer:
            by_reviewer[key].append(outcome)
        for key in claims:
            by_claims[key].append(outcome)
    cited = by_reviewer.keys() | by_claims.keys()
    assert len(cited) > 10
    assert cited <= listed.keys()
    wrong = {
        key: counts
        for key, counts in listed.items()
        if counts != (counted(by_reviewer[key]), counted(by_claims[key]))
    }
    assert wrong == {}


@pytest.mark.parametrize("key", KEYS)
def test_page_counts_each_way_of_being_cited(key: str, stranger: Client) -> None:
    everything = rows()
    expected = [
        counted(
            [outcome for outcome, reviewer, claims in everything if holds(key in reviewer, key in claims)]
        )
        for holds in (
            lambda reviewer, claims: reviewer,
            lambda reviewer, claims: claims,
            lambda reviewer, claims: reviewer and claims,
            lambda reviewer, claims: reviewer and not claims,
            lambda reviewer, claims: claims and not reviewer,
            lambda reviewer, claims: True,
        )
    ]
    html = get(stranger, f"/guidelines/{key}")
    told = re.findall(r"(\d+) of (\d+)", words_of(section(html, "sides")).partition("As table")[0])
    assert told == [(str(one.overturned), str(one.decided)) for one in expected]


def section(html: str, name: str) -> str:
    return html.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


@pytest.mark.parametrize("key", KEYS)
def test_each_number_leads_to_as_many_decisions(key: str, stranger: Client) -> None:
    html = get(stranger, f"/guidelines/{key}")
    links = re.findall(r'<a href="([^"]*)" rel="nofollow">(?:All )?(?:\d+ of )?(\d+)(?: decisions)?<', html)
    assert len(links) > 15
    wrong = [
        (address, number)
        for address, number in dict(links).items()
        if address.startswith("/?") and number != str(found(stranger, unescape(address)))
    ]
    assert wrong == []


def found(client: Client, address: str) -> int:
    [number] = re.findall(r"<strong>(\d+) decisions?</strong>", get(client, address))
    return int(number)


def test_list_has_the_same_numbers_as_the_pages(stranger: Client) -> None:
    html = get(stranger, "/guidelines")
    line = html.partition('href="/guidelines/odg/low-back">')[2].partition('class="cited-rate"')[0]
    reviewer, claims = re.findall(r'rel="nofollow">(\d+)<', line)
    page = words_of(section(get(stranger, "/guidelines/odg/low-back"), "sides")).partition("As table")[0]
    assert [reviewer, claims] == re.findall(r"of (\d+)", page)[:2]


@pytest.mark.parametrize("path", ["/guidelines", *(f"/guidelines/{key}" for key in KEYS)])
def test_links_inside_the_page_lead_somewhere(path: str, stranger: Client) -> None:
    html = get(stranger, path)
    inside = re.findall(r'href="#([^"]+)"', html)
    assert len(inside) > 3
    assert [name for name in inside if f' id="{name}"' not in html] == []


def test_page_leads_to_the_pages_of_treatments_parts_and_what_the_other_side_cites(stranger: Client) -> None:
    html = get(stranger, "/guidelines/mtus")
    for name, address in [
        ("treatments", "/treatments/procedures/acupuncture"),
        ("parts", "/guidelines/mtus/low-back-complaints"),
        ("other-side", "/guidelines/odg/knee-and-leg"),
    ]:
        assert f'href="{address}"' in section(html, name)
        get(stranger, address)
