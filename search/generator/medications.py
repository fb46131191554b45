"""Drugs and compounds as they are prescribed: strength, quantity, refills, and the part already granted."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from search.generator.claimants import Claimant
from search.generator.data_files import Weighted, names, rows, toml
from search.generator.phrases import Facts, Phrasebook, Write
from search.generator.sessions import NUMBER_WORDS
from search.generator.treatments import DISPENSED, Treatment

COMPOUNDED: Final = 0.06
PARTLY_GRANTED: Final = 0.13
FOR_MIND: Final = ("antidepressants", "benzodiazepines", "sedatives")
NOT_TABLETS: Final = ("patch", "gel", "cream", "spray", "inhaler")


@dataclass(frozen=True, slots=True)
class Drug:
    """One row of the drugs' data file: a printed name and what it contains."""

    name: str
    ingredients: tuple[str, ...]
    subcategory: str
    topic: str
    strengths: tuple[str, ...]
    quantities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prescription:
    """What is under decision; the original request and the granted part where it was split."""

    text: str
    requested: str | None = None
    authorized: str | None = None


@cache
def drugs_for(sex: str | None, *, for_mind: bool) -> Weighted[Drug]:
    """The drugs that a worker may be given; those for one sex only need it told."""
    found = [row for row in rows("drugs.tsv") if row["sex"] in ("", sex)]
    if for_mind:
        found = [row for row in found if row["topic"] in FOR_MIND]
    return Weighted.of([_drug(row) for row in found], [float(row["weight"]) for row in found])


def _drug(row: dict[str, str]) -> Drug:
    return Drug(
        name=row["name"],
        ingredients=tuple(sorted(names(row["ingredients"]))),
        subcategory=row["subcategory"],
        topic=row["topic"],
        strengths=names(row["strengths"]),
        quantities=tuple(int(number) for number in names(row["quantities"])),
    )


def draw_medication(rng: Random, claimant: Claimant, facts: Facts) -> Treatment:
    """A prescription for the worker."""
    for_mind = claimant.hurt_in_mind
    if not for_mind and rng.random() < COMPOUNDED:
        return _draw_compound(rng, claimant, facts)
    drug = drugs_for(claimant.sex, for_mind=for_mind).draw(rng)
    prescription = _prescribe(rng, drug)
    return Treatment(
        text=prescription.text,
        categories=(DISPENSED,),
        subcategory=drug.subcategory,
        topic=drug.topic,
        drugs=drug.ingredients,
        body_regions=(),
        injury=claimant.injuries[0],
        requested=prescription.requested,
        authorized=prescription.authorized,
    )


def _prescribe(rng: Random, drug: Drug) -> Prescription:
    name, quantity = f"{drug.name} {rng.choice(drug.strengths)}", rng.choice(drug.quantities)
    if rng.random() < PARTLY_GRANTED and quantity >= 10:
        return _split(rng, name, quantity)
    tablets = not drug.name.endswith(NOT_TABLETS)
    return Prescription(_written(rng, name, quantity, tablets=tablets))


def _written(rng: Random, name: str, quantity: int, *, tablets: bool) -> str:
    refills = rng.randint(1, 5)
    forms = [
        (50, f"{name} #{quantity}"),
        (10, f"{name}, #{quantity}"),
        (12, f"{name} #{quantity} with {refills} refill{'s' if refills > 1 else ''}"),
        (6, f"{name}, quantity {quantity}"),
        (4, f"{name} QTY: {quantity}"),
        (3, f"{name} (unknown quantity)"),
        (2, f"Unknown prescription of {name}"),
        (3, f"One prescription of {name} #{quantity}"),
        (5 if tablets else 0, f"{quantity} tablets of {name}"),
    ]
    return rng.choices([text for _, text in forms], weights=[weight for weight, _ in forms])[0]


def _split(rng: Random, name: str, quantity: int) -> Prescription:
    if rng.random() < 0.3:
        refills = rng.randint(2, 5)
        left = f"{NUMBER_WORDS[refills].capitalize()} refills of {name} #{quantity}"
        return Prescription(left, f"{name} #{quantity} with {refills} refills", f"{name} #{quantity}")
    granted = rng.randint(quantity // 6, quantity - 1) or 1
    return Prescription(
        f"{name} #{quantity - granted}", requested=f"{name} #{quantity}", authorized=f"{name} #{granted}"
    )


@dataclass(frozen=True, slots=True)
class Ingredient:
    """What a compound may hold, with its strengths in percent."""

    name: str
    strengths: tuple[str, ...]


@cache
def _ingredients() -> tuple[Ingredient, ...]:
    tables = toml("compounds.toml")["ingredients"]
    return tuple(Ingredient(table["name"], tuple(table["strengths"])) for table in tables)


@cache
def _bases() -> tuple[Write, ...]:
    book = Phrasebook({})
    return tuple(book.compile(template) for template in toml("compounds.toml")["bases"])


def _draw_compound(rng: Random, claimant: Claimant, facts: Facts) -> Treatment:
    mixed = rng.sample(_ingredients(), rng.randint(2, 4))
    quantity = str(rng.choice(toml("compounds.toml")["quantities"]))
    base = rng.choice(_bases())(rng, {**facts, "quantity": quantity})
    parts = [f"{item.name} {rng.choice(item.strengths)}%" for item in mixed]
    return Treatment(
        text=f"{rng.choice((', ', ', ', '/')).join(parts)} {base}",
        categories=(DISPENSED,),
        subcategory="Topical Compounds",
        topic="compounds",
        drugs=tuple(sorted(item.name.lower() for item in mixed)),
        body_regions=(),
        injury=claimant.injuries[0],
    )
