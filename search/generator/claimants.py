"""The workers: who they are, what was hurt, and the facts of their story that sentences draw on."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from search.generator.data_files import Weighted, toml
from search.generator.dates import STYLES, CaseDates
from search.generator.phrases import Facts, Phrasebook

SEXES = ("female", "male")
PRONOUNS = {"female": ("she", "her"), "male": ("he", "his")}


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where the guidelines treat a body region; titles as letters cite them.

    `old` is the title of the ACOEM chapter of that number where it is another one.
    """

    title: str
    year: int
    number: int
    pages: tuple[str, ...]
    later: str
    odg: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class InjuryKind:
    """What injuries of one body region have in common, as the data file tells."""

    region: str
    names: tuple[str, ...]
    sided: bool
    limb: str
    chapter: Chapter
    book: Phrasebook


@dataclass(frozen=True, slots=True)
class Injury:
    """One injured part of one worker; `part` is its name with the side, as in `right knee`."""

    kind: InjuryKind
    side: str
    part: str


@dataclass(frozen=True, slots=True)
class Claimant:
    """A worker. Age and sex are None where the letter does not tell them."""

    age: int | None
    sex: str | None
    injuries: tuple[Injury, ...]

    @property
    def hurt_in_mind(self) -> bool:
        """Whether the first injury is one of the mind."""
        return self.injuries[0].kind.region == "mind"


@cache
def injury_kinds() -> Weighted[InjuryKind]:
    """Every kind of injury with how often it occurs."""
    tables = toml("injuries.toml")["injury"]
    return Weighted.of([_kind(table) for table in tables], [table["weight"] for table in tables])


def _kind(table: dict[str, Any]) -> InjuryKind:
    chapter = table["chapter"]
    lists = ("diagnoses", "complaints", "findings", "absent", "imaging", "mechanisms", "tests")
    return InjuryKind(
        region=table["region"],
        names=tuple(table["names"]),
        sided=table["sided"],
        limb=table["limb"],
        chapter=Chapter(**chapter | {"pages": tuple(chapter["pages"])}),
        book=Phrasebook({name: table[name] for name in lists}),
    )


@cache
def _common() -> Phrasebook:
    return Phrasebook(toml("claimants.toml"))


def draw_claimant(rng: Random, *, age_told: bool, sex_told: bool) -> Claimant:
    """A worker with one or two injuries, of whom the letter tells age and sex or not."""
    first = injury_kinds().draw(rng)
    second = injury_kinds().draw(rng)
    kinds = [first, second] if second.region != first.region and rng.random() < 0.6 else [first]
    return Claimant(
        age=round(min(max(rng.gauss(46, 11), 19), 79)) if age_told else None,
        sex=rng.choice(SEXES) if sex_told else None,
        injuries=tuple(_injury(rng, kind) for kind in kinds),
    )


def _injury(rng: Random, kind: InjuryKind) -> Injury:
    side = rng.choice(("right", "left"))
    name = rng.choice(kind.names)
    return Injury(kind, side, f"{side} {name}" if kind.sided else name)


def story_facts(rng: Random, claimant: Claimant, dates: CaseDates) -> dict[str, str]:
    """The facts by the names that templates use as slots."""
    injury = claimant.injuries[0]
    facts = _who(rng, claimant) | _when(rng, dates)
    facts |= injury_facts(rng, injury, facts) | _history(rng, facts)
    second = claimant.injuries[-1]
    facts["other_diagnosis"] = second.kind.book.write("diagnoses", rng, facts | {"side": second.side})
    facts["other_complaint"] = second.kind.book.write("complaints", rng, facts | {"side": second.side})
    return facts


def _who(rng: Random, claimant: Claimant) -> dict[str, str]:
    worker = rng.choice(("injured worker", "injured worker", "patient", "claimant", "applicant"))
    he, his = PRONOUNS.get(claimant.sex or "", (f"the {worker}", f"the {worker}'s"))
    age = "" if claimant.age is None else str(claimant.age)
    return {"worker": worker, "he": he, "his": his, "age": age, "sex": claimant.sex or ""}


def _when(rng: Random, dates: CaseDates) -> dict[str, str]:
    printed = rng.choice(STYLES)
    months = max(1, (dates.visit - dates.injured).days // 30)
    return {
        "injured": printed(dates.injured),
        "imaging_date": printed(dates.imaged),
        "earlier": printed(dates.earlier_visit),
        "visit": printed(dates.visit),
        "requested_on": printed(dates.requested),
        "ur_date": printed(dates.ur_denied),
        "since_injury": f"{months} months" if months < 24 else f"{months // 12} years",
    }


def injury_facts(rng: Random, injury: Injury, story: Facts) -> dict[str, str]:
    """What was complained of, found and not found at one injured part; `story` brings the dates."""
    book, facts = injury.kind.book, {**story, "side": injury.side}
    findings = book.write_several("findings", 3, rng, facts)
    absent = book.write_several("absent", 2, rng, facts)
    before = rng.randint(5, 10)
    return {
        "side": injury.side,
        "part": injury.part,
        "diagnosis": book.write("diagnoses", rng, facts),
        "complaint": book.write("complaints", rng, facts),
        "finding": findings[0],
        "second_finding": findings[1],
        "third_finding": findings[2],
        "absent": absent[0],
        "second_absent": absent[1],
        "imaging": book.write("imaging", rng, facts),
        "mechanism": book.write("mechanisms", rng, facts),
        "test": book.write("tests", rng, facts),
        "pain": str(before),
        "pain_eased": str(rng.randint(1, before - 2)),
    }


def _history(rng: Random, facts: dict[str, str]) -> dict[str, str]:
    book = _common()
    tried = book.write_several("tried", 3, rng, facts)
    medications = book.write_several("medications", 3, rng, facts)
    return {
        "occupation": book.write("occupations", rng, facts),
        "comorbidity": book.write("comorbidities", rng, facts),
        "tried": tried[0],
        "second_tried": tried[1],
        "third_tried": tried[2],
        "medication": medications[0],
        "second_medication": medications[1],
        "third_medication": medications[2],
        "surgery": book.write("surgeries", rng, facts),
        "work_status": book.write("work_statuses", rng, facts),
    }
