"""The guidelines' pages in their states, with hostile addresses, and without the engine."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from search.models import Letter
from search.models.letters import Visibility
from tests.factories import LetterFactory
from tests.pages.html import get, words_of

pytestmark = pytest.mark.django_db

Write = Callable[[], None]
CITATION = {"family": "MTUS", "title": "Low Back Complaints", "sections": ["Special Studies"]}
HOSTILE = [
    "mtus/\x00",
    "mtus/" + "x" * 5000,
    "x" * 301,
    "%2e%2e/%2e%2e/etc/passwd",
    "mtus/../odg",
    "mtus//low-back-complaints",
    "mtus/a/b/c",
    "<script>alert(1)</script>",
    "mtus/low back complaints",
    "mtus/-",
    "none",
    "/example.org",
    "mtus/\N{FULLWIDTH LATIN SMALL LETTER A}",
]


def cite(outcome: str = "upheld", times: int = 1, **values: object) -> list[Letter]:
    items = [{"outcome": outcome, "reviewer_guidelines": [CITATION]}]
    return [LetterFactory.create(determinations=items, **values) for _ in range(times)]


@pytest.mark.parametrize("key", HOSTILE)
def test_no_hostile_key_is_more_than_not_found(key: str, stranger: Client) -> None:
    assert stranger.get(f"/guidelines/{quote(key)}").status_code == 404
    assert stranger.get("/guidelines", {"within": key}).status_code == 404


@pytest.mark.parametrize("spelled", ["MTUS/Low-Back-Complaints", "mtus/low-back-complaints/"])
def test_another_spelling_leads_to_the_page(spelled: str, stranger: Client) -> None:
    response = stranger.get(f"/guidelines/{spelled}")
    assert (response.status_code, response["Location"]) == (302, "/guidelines/mtus/low-back-complaints")


def test_what_nobody_cites_has_a_page_where_a_list_of_ours_has_it(stranger: Client, index: str) -> None:
    assert "No decision cites it yet" in words_of(get(stranger, "/guidelines/odg/burns"))
    get(stranger, "/guidelines/odg/burns/first-aid", 404)


def test_fewer_than_ten_decisions_have_no_rate(make_searchable: Write, stranger: Client) -> None:
    cite("overturned", 3)
    cite("upheld", 6)
    make_searchable()
    head = words_of(get(stranger, "/guidelines/mtus")).partition("On this page")[0]
    assert "3 of 9 denials were overturned. A rate" in head
    cite("upheld")
    make_searchable()
    assert "3 of 10 denials were overturned ( 30.0" in words_of(get(stranger, "/guidelines/mtus"))


def test_page_says_what_its_rates_are_of(make_searchable: Write, stranger: Client) -> None:
    cite()
    make_searchable()
    for path in ("/guidelines", "/guidelines/mtus"):
        assert "denials that were appealed" in words_of(get(stranger, path)).partition("In this")[0]


def test_letters_that_are_withheld_are_not_shown(make_searchable: Write, stranger: Client) -> None:
    [shown, withheld] = cite(times=2)
    make_searchable()
    Letter.objects.filter(pk=withheld.pk).update(visibility=Visibility.QUARANTINED)
    html = get(stranger, "/guidelines/mtus/low-back-complaints")
    assert shown.reference in html
    assert withheld.reference not in html


def test_newest_decisions_stand_first(make_searchable: Write, stranger: Client) -> None:
    old = [*cite(decided_on="2014-05-01"), *cite(times=4, decided_on="2015-05-01")]
    [newest] = cite(decided_on="2016-05-01")
    make_searchable()
    html = get(stranger, "/guidelines/mtus")
    assert 0 < html.index(newest.reference) < html.index(old[1].reference)
    assert old[0].reference not in html


def test_newest_decisions_are_of_several_letters(make_searchable: Write, stranger: Client) -> None:
    item = {"outcome": "upheld", "reviewer_guidelines": [CITATION]}
    newest = LetterFactory.create(determinations=[item] * 6, decided_on="2016-05-01")
    others = cite(times=4, decided_on="2015-05-01")
    make_searchable()
    html = get(stranger, "/guidelines/mtus")
    assert all(one.reference in html for one in others)
    assert f"/letters/{newest.reference}#2" not in html


def test_list_can_be_searched_and_sorted(make_searchable: Write, stranger: Client) -> None:
    cite(times=3)
    make_searchable()
    words = words_of(get(stranger, "/guidelines", contains="SPECIAL stud\x00"))
    assert "Special studies" in words
    assert "Chronic Pain" not in words
    words = words_of(get(stranger, "/guidelines", contains="<i>zebra"))
    assert "No guideline holds “&lt;i&gt;zebra”" in words
    words = words_of(get(stranger, "/guidelines", order="name", within="odg"))
    assert words.index("Burns") < words.index("Shoulder")


def test_what_is_cited_once_is_folded_away(make_searchable: Write, stranger: Client) -> None:
    cite(times=2)
    LetterFactory.create(
        determinations=[
            {"reviewer_guidelines": [{**CITATION, "sections": ["Page 289 of the <b>old</b> print"]}]}
        ]
    )
    make_searchable()
    html = get(stranger, "/guidelines", within="mtus/low-back-complaints")
    frequent, _, rare = html.partition("Rarely cited: 1")
    assert "special-studies" in frequent
    assert "page-289" not in frequent
    assert "page-289" in rare


def test_a_very_long_list_shows_its_first_lines_and_says_so(make_searchable: Write, stranger: Client) -> None:
    sections = [f"Section named {number:03} apart" for number in range(230)]
    items = [{"reviewer_guidelines": [{**CITATION, "sections": sections}]}]
    LetterFactory.create(determinations=items)
    make_searchable()
    html = get(stranger, "/guidelines", within="mtus/low-back-complaints")
    assert "200 of 230 are shown" in words_of(html)
    assert html.count("/low-back-complaints/named-") == 200
    found = words_of(get(stranger, "/guidelines", within="mtus/low-back-complaints", contains="229"))
    assert "are shown" not in found
    assert "229 apart" in found


@pytest.mark.parametrize("path", ["/guidelines", "/guidelines/mtus", "/guidelines/mtus/unknown"])
@pytest.mark.usefixtures("engine_away")
def test_without_the_engine_the_page_says_so(path: str, stranger: Client) -> None:
    response = stranger.get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
