"""The facts of a letter and its items as lists show them: in words, with a place and with where they lead."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from search.letters.specialties import specialty_name
from search.letters.treatments.procedures import procedures, procedures_in
from search.models import Determination, Letter
from search.query.facets import FACETS_BY_NAME
from search.query.facets.hierarchies import CATEGORY_SEPARATOR, GUIDELINE_SEPARATOR, guideline_values
from search.reading.proofs import Proof, Proofs


@dataclass(frozen=True, slots=True)
class Value:
    """One value in words; `address` is the page about it, empty where there is none."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a list of facts. `proof` is None where its place in the letter is not known."""

    label: str
    values: tuple[Value, ...]
    proof: Proof | None


def letter_facts(letter: Letter, proofs: Proofs) -> list[Fact]:
    """The facts of the letter as a whole; what the letter does not give is left out."""
    age, sex = letter.claimant_age, letter.claimant_sex
    specialties = dict.fromkeys(letter.reviewer_specialties)
    named = [
        ("Case number", "case_number", _words(letter.case_number or "")),
        ("Decided", "decided_on", _day(letter.decided_on)),
        ("Assigned", "assigned_on", _day(letter.assigned_on)),
        ("Application received", "received_on", _day(letter.received_on)),
        ("Denied by utilization review", "ur_denied_on", _day(letter.ur_denied_on)),
        ("Injured", "injured_on", _day(letter.injured_on)),
        ("Priority", "priority", _words(letter.priority.capitalize())),
        ("Reviewer’s specialty", "reviewer.specialties", _linked("specialty", specialties)),
        ("Licensed in", "reviewer.states", _words(", ".join(letter.reviewer_states))),
        ("Sex", "claimant.sex", _words(sex.capitalize())),
        ("Age", "claimant.age", _words("" if age is None else f"{age} years")),
    ]
    return [Fact(label, values, proofs.get(key)) for label, key, values in named if values]


def item_facts(row: Determination, proofs: Proofs) -> list[Fact]:
    """What is known of an item's treatment: read from its words, and so proved by their place."""
    treatment = proofs.get(f"{row.number}.treatment")
    details = row.details if isinstance(row.details, dict) else {}
    visits = (details.get("visits") or {}).get("count")
    of_treatment = [
        ("Category", (_category(row),)),
        ("Drug", _drugs(row)),
        ("Procedure or service", _procedures(row)),
        ("Body region", _linked("region", row.body_regions)),
        ("Side", _words(", ".join(details.get("laterality") or []))),
        ("Spinal level", _words(", ".join(details.get("spinal_levels") or []))),
        ("Visits", _words(str(visits) if visits else "")),
    ]
    requested = Fact("Requested", _words(row.requested), proofs.get(f"{row.number}.requested"))
    facts = [Fact(label, values, treatment) for label, values in of_treatment if values]
    return [requested, *facts] if requested.values else facts


def guidelines(cited: list[dict[str, object]]) -> tuple[Value, ...]:
    """The guidelines of a citation, each at its most exact, with the page about it."""
    values = guideline_values(cited)
    above = {value.rpartition(GUIDELINE_SEPARATOR)[0] for value in values}
    facet = FACETS_BY_NAME["guideline"]
    leaves = [value for value in values if value not in above]
    return tuple(Value(facet.full_label_of(value), reverse("guideline", args=[value])) for value in leaves)


def _words(words: str) -> tuple[Value, ...]:
    return (Value(words),) if words else ()


def _day(day: datetime.date | None) -> tuple[Value, ...]:
    return _words(f"{day:%-d %b %Y}" if day else "")


def _linked(parameter: str, values: Iterable[str]) -> tuple[Value, ...]:
    """Each value with the decisions that have it."""
    canonical = specialty_name if parameter == "specialty" else str
    return tuple(Value(value, _found(**{parameter: canonical(value)})) for value in values)


def _category(row: Determination) -> Value:
    steps = [step for step in (row.category, row.subcategory) if step]
    value = CATEGORY_SEPARATOR.join(steps)
    return Value(FACETS_BY_NAME["category"].full_label_of(value), _found(category=value))


def _drugs(row: Determination) -> tuple[Value, ...]:
    named = filter(None, row.drugs)
    return tuple(Value(drug, reverse("drug", args=[drug.casefold()])) for drug in named)


def _procedures(row: Determination) -> tuple[Value, ...]:
    known = procedures()
    keys = procedures_in(row.treatment)
    return tuple(Value(known[key].name, reverse("procedure", args=[key])) for key in keys)


def _found(**parameters: str) -> str:
    """The address of the decisions with these values."""
    return f"{reverse('search')}?{urlencode(parameters)}"
