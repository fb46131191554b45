"""The treatments' pages in their states, with hostile addresses, and without the engine."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from search.citator.treatments_names import Kind, canonical_key, treatments
from search.index.engine import engine_errors, indexing_client
from search.models import Letter
from search.models.letters import Visibility
from tests.factories import LetterFactory
from tests.pages.html import get, words_of

Write = Callable[[], None]
HOSTILE = [
    "\x00",
    "tramadol\x00",
    "x" * 5000,
    "../../etc/passwd",
    "tramadol/../mri",
    "<script>alert(1)</script>",
    "//example.org/",
    "none",
    "-",
    "%",
    "\N{FULLWIDTH LATIN SMALL LETTER A}",
    "'; drop table",
]

pytestmark = pytest.mark.django_db


def ask(treatment: str = "Tramadol 50mg", times: int = 1, **values: object) -> list[Letter]:
    values = {"outcome": "upheld", "drugs": ["tramadol"], **values}
    decided_on = values.pop("decided_on", "2015-05-01")
    items = [{"treatment": treatment, **values}]
    return [LetterFactory.create(determinations=items, decided_on=decided_on) for _ in range(times)]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["drugs", "procedures"])
def test_no_hostile_name_is_more_than_not_found(kind: str, name: str, stranger: Client) -> None:
    assert stranger.get(f"/treatments/{kind}/{quote(name)}").status_code == 404


def test_hostile_words_find_no_treatment(stranger: Client, index: str) -> None:
    for typed in HOSTILE:
        assert "<script>alert" not in get(stranger, "/treatments", contains=typed)


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("drugs/Ultram", "drugs/tramadol"),
        ("drugs/TRAMADOL", "drugs/tramadol"),
        ("drugs/norco", "drugs/hydrocodone"),
        ("drugs/Vitamin%20B12", "drugs/cyanocobalamin"),
        ("procedures/esi", "procedures/epidural-steroid-injection"),
        ("drugs/percocet", "drugs/oxycodone"),
        ("procedures/MRI", "procedures/mri"),
        ("procedures/gym%20membership", "procedures/gym-membership"),
    ],
)
def test_another_name_leads_to_the_page(typed: str, page: str, stranger: Client) -> None:
    response = stranger.get(f"/treatments/{typed}")
    assert (response.status_code, response["Location"]) == (302, f"/treatments/{page}")


def test_equipment_is_called_the_same_everywhere(make_searchable: Write, stranger: Client) -> None:
    [letter] = ask("Wheelchair purchase", category="DMEPOS", subcategory="DME", drugs=[])
    make_searchable()
    for path in (
        "/",
        "/treatments",
        "/treatments/procedures/wheelchair-or-scooter",
        f"/letters/{letter.reference}",
    ):
        assert "Equipment, braces and supplies (DMEPOS)" in words_of(get(stranger, path)), path


@pytest.mark.parametrize("kind", list(Kind))
def test_each_name_leads_to_the_treatment_that_has_it(kind: Kind) -> None:
    known = treatments(kind).values()
    elsewhere = {one.name: canonical_key(kind, one.name.upper()) for one in known}
    assert elsewhere == {one.name: one.key for one in known}


def test_list_finds_by_brands_and_abbreviations(stranger: Client, index: str) -> None:
    found = {
        "norco": ["Hydrocodone", "Acetaminophen"],
        "esi": ["Epidural steroid injection"],
        "c-pap": ["CPAP"],
    }
    for typed, names in found.items():
        html = get(stranger, "/treatments", contains=typed)
        assert all(f">{name}</a>" in html for name in names), typed
        assert "Tramadol" not in html


def test_words_without_a_treatment_lead_on_to_the_search(stranger: Client, index: str) -> None:
    html = get(stranger, "/treatments", contains="<i>zebra")
    assert "No treatment goes by “&lt;i&gt;zebra”" in words_of(html)
    assert 'href="/?q=%3Ci%3Ezebra"' in html


def test_a_list_without_decisions_says_so(stranger: Client, index: str) -> None:
    assert "no decisions on drugs" in words_of(get(stranger, "/treatments", kind="drug"))


def test_list_can_be_sorted_by_name(make_searchable: Write, stranger: Client) -> None:
    ask("MRI", times=2, drugs=["omeprazole"])
    ask("CT scan", drugs=["gabapentin"])
    make_searchable()
    by_count, by_name = get(stranger, "/treatments"), get(stranger, "/treatments", order="name")
    assert by_count.index(">MRI</a>") < by_count.index(">CT scan</a>")
    assert by_name.index(">CT scan</a>") < by_name.index(">MRI</a>")


def test_what_nobody_asks_for_has_a_page_that_says_so(stranger: Client, index: str) -> None:
    words = words_of(get(stranger, "/treatments/drugs/tramadol"))
    assert "No decision here asks for it yet" in words


@pytest.mark.parametrize("kind", ["procedure", "drug"])
def test_one_decision_is_read_out_as_one(kind: str, make_searchable: Write, stranger: Client) -> None:
    ask("Tramadol and an MRI", outcome="overturned")
    make_searchable()
    html = get(stranger, "/treatments", kind=kind)
    assert 'rel="nofollow">1<span class="visually-hidden"> decision: ' in html
    page = get(stranger, "/treatments/drugs/tramadol")
    assert 'class="side-count">1<span class="visually-hidden"> decision</span>' in page


def test_newest_decisions_are_of_several_letters(make_searchable: Write, stranger: Client) -> None:
    item = {"treatment": "MRI", "outcome": "upheld", "drugs": []}
    newest = LetterFactory.create(determinations=[item] * 4, decided_on="2016-05-01")
    others = ask("MRI", times=3, drugs=[])
    make_searchable()
    shown = get(stranger, "/treatments/procedures/mri").partition('id="newest"')[2]
    assert all(one.reference in shown for one in [newest, *others])
    assert [f"{newest.reference}#{number}" in shown for number in (1, 2, 3)] == [True, True, False]


def test_fewer_than_ten_decisions_have_no_rate(make_searchable: Write, stranger: Client) -> None:
    ask(times=6)
    ask(times=3, outcome="overturned")
    make_searchable()
    head = words_of(get(stranger, "/treatments/drugs/tramadol")).partition("On this page")[0]
    assert "3 of 9 denials of it were overturned. Of fewer than ten" in head
    ask()
    make_searchable()
    head = words_of(get(stranger, "/treatments/drugs/tramadol")).partition("On this page")[0]
    assert "3 of 10 denials of it were overturned ( 30.0" in head


def test_pages_say_what_their_rates_are_of(make_searchable: Write, stranger: Client) -> None:
    ask("Tramadol and an MRI")
    make_searchable()
    for path in ("/treatments", "/treatments/drugs/tramadol", "/treatments/procedures/mri"):
        assert "denials that were appealed" in words_of(get(stranger, path))


def test_letters_that_are_withheld_are_not_shown(make_searchable: Write, stranger: Client) -> None:
    [shown, withheld] = ask(times=2)
    make_searchable()
    type(withheld).objects.filter(pk=withheld.pk).update(visibility=Visibility.QUARANTINED)
    html = get(stranger, "/treatments/drugs/tramadol")
    assert shown.reference in html
    assert withheld.reference not in html


def test_markup_of_a_letter_is_text(make_searchable: Write, stranger: Client) -> None:
    ask("MRI <img src=x onerror=alert(1)>", rationale="Denied <script>alert(2)</script>.", drugs=[])
    make_searchable()
    html = get(stranger, "/treatments/procedures/mri")
    assert "<img src=x" not in html
    assert "<script>alert(2)" not in html


def test_a_procedure_that_the_list_has_no_more_breaks_no_page(
    make_searchable: Write, stranger: Client
) -> None:
    ask("Tramadol and an MRI", reviewer_guidelines=[{"family": "MTUS"}])
    make_searchable()
    with engine_errors():
        indexing_client().update_by_query(
            index=settings.SEARCH_ALIAS,
            body={"script": {"source": "ctx._source.procedures = ['gone']"}},
            refresh=True,
        )
    for path in ("/", "/treatments", "/treatments/drugs/tramadol", "/guidelines/mtus", "/insights"):
        assert 'href="/treatments/procedures/gone"' not in get(stranger, path), path
    assert "gone" in get(stranger, "/insights.csv", by="procedure")


@pytest.mark.parametrize("path", ["/treatments", "/treatments/drugs/tramadol", "/treatments/procedures/mri"])
@pytest.mark.usefixtures("engine_away")
def test_without_the_engine_the_page_says_so(path: str, stranger: Client) -> None:
    response = stranger.get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
