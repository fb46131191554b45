"""The numbers of treatments' pages against counts over the database, and against the lists they lead to."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import unescape
from typing import Any, Final

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from search.citator.order import Order
from search.citator.treatments_list import groups, wanted_of_list
from search.citator.treatments_names import Kind, treatments
from search.citator.treatments_page import TreatmentPage, wanted_of_page
from search.finding import find_statistics
from search.letters.treatments.procedures import procedures_in
from search.models import Determination
from search.query.facets.hierarchies import guideline_values
from search.query.shares import OutcomeCounts
from search.query.statistics import Breakdown
from tests.factories import LetterFactory
from tests.pages.html import get
from tests.searchable import searchable

CASES: Final = 110
DRUGS: Final = ["tramadol", "gabapentin", "hydrocodone", "acetaminophen", "omeprazole"]
WORDS: Final = [
    "Lumbar epidural steroid injection",
    "MRI of the lumbar spine",
    "Physical therapy and a TENS unit",
    "Post-operative physical therapy",
    "Transportation to physical therapy",
    "Something of which no list knows",
]
REASONS: Final = ["criteria_met", "weaning_advised", "exam_findings_missing", "other"]
GUIDELINES: Final[list[dict[str, Any]]] = [
    {"family": "MTUS", "title": "Low Back Complaints", "sections": ["Special Studies"]},
    {"family": "MTUS", "title": "Chronic Pain Medical Treatment"},
    {"family": "ODG", "title": "Low Back, MRI"},
]
ASKED: Final = [
    (Kind.DRUG, "tramadol"),
    (Kind.DRUG, "acetaminophen"),
    (Kind.PROCEDURE, "physical-therapy"),
    (Kind.PROCEDURE, "mri"),
]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("treated")]


def _determination(chance: random.Random) -> dict[str, Any]:
    return {
        "treatment": chance.choice(WORDS),
        "outcome": chance.choices(["upheld", "overturned"], [3, 1])[0],
        "drugs": sorted(chance.sample(DRUGS, chance.choice([0, 1, 2]))),
        "body_regions": chance.sample(["low back", "neck", "knee"], chance.randint(0, 2)),
        "reasons": [{"key": key} for key in chance.sample(REASONS, chance.randint(0, 2))],
        "reviewer_guidelines": chance.sample(GUIDELINES, chance.randint(0, 2)),
    }


def _store() -> None:
    chance = random.Random(7)  # noqa: S311  made-up letters, no secret
    for number in range(CASES):
        items = [_determination(chance) for _ in range(chance.randint(1, 3))]
        LetterFactory.create(
            case_number=f"CM16-{number:07d}",
            reviewer_specialties=chance.sample(["Neurology", "Pain Management"], chance.randint(0, 2)),
            determinations=items,
        )


@pytest.fixture(scope="module")
def treated(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with searchable(_store, django_db_blocker):
        yield


def values(one: Determination) -> dict[str, set[str]]:
    return {
        "drug": set(one.drugs),
        "procedure": set(procedures_in(one.treatment)),
        "reason": {reason["key"] for reason in one.reasons},
        "region": set(one.body_regions),
        "specialty": set(one.letter.reviewer_specialties),
        "guideline": {value for value in guideline_values(one.reviewer_guidelines) if value.count("/") < 2},
    }


def rows() -> list[tuple[str, dict[str, set[str]]]]:
    return [(one.outcome, values(one)) for one in Determination.objects.select_related("letter")]


def counted(outcomes: list[str]) -> OutcomeCounts:
    return OutcomeCounts(outcomes.count("upheld"), outcomes.count("overturned"))


def by_value(found: list[tuple[str, dict[str, set[str]]]], name: str) -> dict[str, OutcomeCounts]:
    outcomes = defaultdict[str, list[str]](list)
    for outcome, known in found:
        for value in known[name]:
            outcomes[value].append(outcome)
    return {value: counted(one) for value, one in outcomes.items()}


def named(breakdown: Breakdown) -> dict[str, OutcomeCounts]:
    return {row.value: row.outcomes for row in breakdown.named}


def page_of(kind: Kind, key: str) -> TreatmentPage:
    treatment = treatments(kind)[key]
    return TreatmentPage.of(treatment, find_statistics(*wanted_of_page(treatment)))


@pytest.mark.parametrize("kind", list(Kind))
def test_list_counts_each_treatment(kind: Kind) -> None:
    [statistics] = find_statistics(wanted_of_list())
    listed = {
        one.treatment.key: one.outcomes
        for group in groups(statistics.breakdowns[kind], kind, Order.COUNT, "")
        for one in group.listed
    }
    assert listed == by_value(rows(), kind)


@pytest.mark.parametrize(("kind", "key"), ASKED)
def test_page_counts_the_decisions_on_a_treatment(kind: Kind, key: str) -> None:
    found = [row for row in rows() if key in row[1][kind]]
    page = page_of(kind, key)
    assert page.outcomes == counted([outcome for outcome, _ in found])
    assert page.everything == counted([outcome for outcome, _ in rows()])
    for name in ("guideline", "region", "specialty", "procedure", "drug", "reason"):
        assert named(page.found.breakdowns[name]) == by_value(found, name), name


@pytest.mark.parametrize(("kind", "key"), ASKED)
def test_reasons_are_counted_on_each_side(kind: Kind, key: str) -> None:
    for side in page_of(kind, key).sides:
        found = [known for outcome, known in rows() if outcome == side.outcome and key in known[kind]]
        reasons = Counter(reason for known in found for reason in known["reason"] if reason != "other")
        assert side.decided == len(found)
        assert [reason.count for reason in side.reasons] == sorted(reasons.values(), reverse=True)


@pytest.mark.parametrize(("kind", "key"), ASKED)
def test_what_it_is_asked_for_with_leaves_itself_out(kind: Kind, key: str) -> None:
    found = [row for row in rows() if key in row[1][kind]]
    expected = {
        name: {value: one for value, one in by_value(found, name).items() if (name, value) != (kind, key)}
        for name in Kind
    }
    shown = {
        one.chart.name: {bar.value: bar.outcomes for bar in one.chart.bars}
        for one in page_of(kind, key).asked_with
    }
    assert shown == {name: counts for name, counts in expected.items() if counts}


@pytest.mark.parametrize(("kind", "key"), ASKED)
def test_decisions_to_cite_say_why_and_by_which_guideline(kind: Kind, key: str) -> None:
    citable = Counter(
        outcome
        for outcome, known in rows()
        if key in known[kind] and known["guideline"] and known["reason"] and "other" not in known["reason"]
    )
    for side in page_of(kind, key).sides:
        assert len(side.to_cite) == min(3, citable[side.outcome])
        for hit in side.to_cite:
            assert hit.outcome == side.outcome
            assert hit.guideline_families
            assert set(hit.reasons) - {"other"}


@pytest.mark.parametrize(
    "path",
    [
        "/treatments",
        "/treatments?kind=drug",
        "/treatments/drugs/tramadol",
        "/treatments/procedures/physical-therapy",
    ],
)
def test_each_number_leads_to_as_many_decisions(path: str, stranger: Client) -> None:
    html = get(stranger, path)
    # A bar counts `overturned of decided`, a reason `those of a side that give it, of the side`.
    links = re.findall(r'<a href="(/\?[^"]*)" rel="nofollow"[^>]*>(?:All )?(?:(\d+) of )?(\d+)', html)
    links = [(at, part if "outcome=" in at and part else whole) for at, part, whole in links]
    assert len(links) > 4
    wrong = [
        (address, number) for address, number in dict(links).items() if number != found_at(stranger, address)
    ]
    assert wrong == []


def found_at(client: Client, address: str) -> str:
    """How many decisions the list has."""
    [number] = re.findall(r"<strong>(\d+) decisions?</strong>", get(client, unescape(address)))
    return str(number)
