"""Made-up letters with rich values, and what each facet should find in them, row by row."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from search.models import Determination, Letter
from tests.factories import LetterFactory

Value = TypeVar("Value")

# A word that is in some treatments and that nothing is a synonym of.
WORD = "quokka"
CATEGORIES = [
    ("Pharmaceuticals", "Opioids", ["tramadol", "hydrocodone", "acetaminophen"]),
    ("Pharmaceuticals", "NSAID", ["naproxen", "ibuprofen"]),
    ("Pharmaceuticals", "", ["gabapentin"]),
    ("Injection", "Facet Injection", []),
    ("Injection", "Injection", ["triamcinolone"]),
    ("Surgery", "Spine", []),
    ("Home Health", "", []),
    ("", "", []),
]
# What treatments may name beside, and the keys that it should be found by.
PROCEDURES = {"with acupuncture": "acupuncture", "and an MRI": "mri", "plus a TENS unit": "tens-unit"}
REGIONS = ["low back", "neck", "knee", "hip/groin", "shoulder", "wrist/hand", "elbow", "head", "leg", "chest"]
REASONS = ["no_red_flags", "exam_findings_missing", "criteria_met", "weaning_advised", "other"]
SPECIALTIES = ["Pain Management", "Neurology", "Surgery", "Sports Medicine"]
STATES = ["California", "Texas", "Ohio"]
GUIDELINES: list[dict[str, Any]] = [
    {
        "family": "MTUS",
        "title": "Low Back Complaints",
        "key": "mtus/low-back-complaints",
        "sections": ["Special Studies", "Summary"],
        "section_keys": ["mtus/low-back-complaints/special-studies", "mtus/low-back-complaints/summary"],
    },
    {
        "family": "MTUS",
        "title": "Chronic Pain Medical Treatment",
        "key": "mtus/chronic-pain-medical-treatment",
        "sections": ["NSAIDs"],
        "section_keys": ["mtus/chronic-pain-medical-treatment/nsaids"],
    },
    {"family": "MTUS", "title": None, "key": "mtus", "sections": [], "section_keys": []},
    {"family": "ODG", "title": None, "key": "odg", "sections": [], "section_keys": []},
    # As it was kept before guidelines had keys.
    {"family": "ACOEM", "title": "Knee"},
]


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the index as the database tells it: facts, and its values by facet."""

    reference: str
    letter: str
    has_word: bool
    treatment: str
    decided_on: date | None
    values: Mapping[str, frozenset[str]]


def make_letters(seed: int, count: int) -> None:
    """Letters with zero to five determinations, any fact of which may be missing."""
    random = Random(seed)  # noqa: S311
    for _ in range(count):
        decided = _maybe(random, date(2015, 11, 1) + timedelta(days=random.randrange(500)))
        items = random.choice([0, 1, 1, 2, 3, 5])
        LetterFactory(
            decided_on=decided,
            injured_on=_maybe(random, date(2017, 3, 1) - timedelta(days=int(random.expovariate(1 / 1200)))),
            unread_reason="" if items else "No layout fits.",
            reviewer_specialties=_some(random, SPECIALTIES),
            reviewer_states=_some(random, STATES),
            priority=random.choice(["", "standard", "standard", "expedited"]),
            claimant_age=_maybe(random, random.randrange(16, 90)),
            claimant_sex=random.choice(["", "female", "male"]),
            determinations=[_determination(random) for _ in range(items)],
        )


def read_rows() -> list[Row]:
    """Every document that the index should hold, from the database alone."""
    rows = []
    for letter in Letter.objects.prefetch_related("determinations"):
        determinations = list(letter.determinations.all())
        rows += [_row(letter, determination) for determination in determinations or [Determination()]]
    return rows


def passes(row: Row, chosen: Mapping[str, Sequence[str]], unwanted: Mapping[str, Sequence[str]]) -> bool:
    """Whether the row has one of the values chosen in each facet, and none of those left out."""
    return all(row.values[name] & set(values) for name, values in chosen.items() if values) and not any(
        row.values[name] & set(values) for name, values in unwanted.items()
    )


def _determination(random: Random) -> dict[str, Any]:
    category, subcategory, drugs = random.choice(CATEGORIES)
    also = _some(random, list(PROCEDURES))
    return {
        "treatment": " ".join([random.choice([f"A {WORD} for the knee", "A wombat for the neck"]), *also]),
        "outcome": random.choice(["upheld", "upheld", "overturned"]),
        "category": category,
        "subcategory": subcategory,
        "drugs": _some(random, drugs),
        "body_regions": _some(random, REGIONS),
        "reasons": [{"key": key} for key in _some(random, REASONS)],
        "reviewer_guidelines": _some(random, GUIDELINES),
        "claims_administrator_guidelines": _some(random, GUIDELINES),
    }


def _maybe(random: Random, value: Value) -> Value | None:
    return value if random.random() < 0.85 else None


def _some(random: Random, values: Sequence[Value]) -> list[Value]:
    return random.sample(values, min(len(values), random.choice([0, 1, 1, 2, 3])))


def _row(letter: Letter, determination: Determination) -> Row:
    is_read = determination.pk is not None
    decided = letter.decided_on
    values: dict[str, Iterable[str | None]] = {
        "outcome": [determination.outcome],
        "category": _category(determination),
        "procedure": [key for words, key in PROCEDURES.items() if words in determination.treatment],
        "drug": determination.drugs,
        "region": determination.body_regions,
        "reason": [reason["key"] for reason in determination.reasons],
        "guideline": _guidelines(determination.reviewer_guidelines),
        "claims_guideline": _guidelines(determination.claims_administrator_guidelines),
        "specialty": letter.reviewer_specialties,
        "state": letter.reviewer_states,
        "age": [_age(letter.claimant_age)],
        "sex": [letter.claimant_sex],
        "priority": [letter.priority],
        "year": [str(decided.year) if decided else None],
        "since_injury": [_since_injury(letter.injured_on, decided)],
    }
    return Row(
        reference=f"{letter.reference}#{determination.number}" if is_read else letter.reference,
        letter=letter.reference,
        has_word=WORD in determination.treatment,
        treatment=determination.treatment,
        decided_on=decided,
        values={
            name: frozenset(filter(None, found)) or frozenset({"none"}) for name, found in values.items()
        },
    )


def _category(determination: Determination) -> list[str]:
    first = determination.category
    if not first:
        return []
    second = f"{first}>{determination.subcategory}" if determination.subcategory else first
    return [first, second, *(f"{second}>{drug}" for drug in determination.drugs)]


def _guidelines(guidelines: list[dict[str, Any]]) -> list[str]:
    keys = [key for one in guidelines for key in [one.get("key") or "acoem", *one.get("section_keys", [])]]
    return [above for key in keys for above in (key, key.rpartition("/")[0], key.partition("/")[0])]


def _age(age: int | None) -> str | None:
    if age is None:
        return None
    groups = {29: "under-30", 39: "30-39", 49: "40-49", 59: "50-59", 999: "60-and-over"}
    return next(group for last, group in groups.items() if age <= last)


def _since_injury(injured: date | None, decided: date | None) -> str | None:
    if not injured or not decided or decided < injured:
        return None
    groups = {6: "under-6-months", 12: "6-12-months", 24: "1-2-years", 60: "2-5-years", 120: "5-10-years"}
    return next(
        (group for months, group in groups.items() if decided < _later(injured, months)), "over-10-years"
    )


def _later(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, the first of the next."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    year, month = divmod(year * 12 + month + 1, 12)
    return date(year, month + 1, 1)
