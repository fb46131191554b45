"""What treating physicians ask for: procedures, visits, equipment and programs with their own truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from search.generator.claimants import Claimant, Injury
from search.generator.data_files import Weighted, names, rows, toml
from search.generator.phrases import Facts, Phrasebook, Write, sentence_case
from search.generator.sessions import Sessions, draw_sessions

SPINE_AND_LIMBS: Final = frozenset(
    {"low back", "neck", "upper back", "shoulder", "knee", "wrist/hand", "ankle/foot", "elbow", "hip/groin"}
)
JOINTS: Final = SPINE_AND_LIMBS - {"low back", "neck", "upper back"}
LIMBS: Final = {"upper": "arm", "lower": "leg"}
TWO_PARTS: Final = 0.3  # share of the requests in these categories that name both injured parts
TWO_PARTS_IN: Final = frozenset({"Rehabilitation", "Diagnostic Testing"})
DISPENSED: Final = "Pharmaceuticals"
# Weight of the templates that must fit an injury; with fewer, the few would come up too often.
LEAST_CHOICE: Final = 3
# Stands for the course of sessions until it is known whether a part of it was granted.
SESSIONS: Final = "\0"


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment under decision, and what is true of it.

    `requested` and `authorized` tell the original request and the part already granted, where the claims
    administrator split it; both are None otherwise.
    """

    text: str
    categories: tuple[str, ...]
    subcategory: str
    topic: str
    drugs: tuple[str, ...]
    body_regions: tuple[str, ...]
    injury: Injury
    requested: str | None = None
    authorized: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """One row of the treatments' data files."""

    weight: float
    categories: tuple[str, ...]
    subcategory: str
    topic: str
    fits: frozenset[str]
    regions: tuple[str, ...]
    drugs: tuple[str, ...]
    source: str
    write: Write


def read_templates(file: str) -> list[Template]:
    """The templates of a data file, in its order."""
    book = Phrasebook({})
    return [
        Template(
            weight=float(row["weight"]),
            categories=names(row["category"]),
            subcategory=row["subcategory"],
            topic=row["topic"],
            fits=frozenset(names(row.get("fits", "*"))),
            regions=names(row["names"]),
            drugs=names(row.get("drugs", "")),
            source=row["template"],
            write=book.compile(row["template"]),
        )
        for row in rows(file)
    ]


@cache
def _by_category() -> dict[str, list[Template]]:
    grouped: dict[str, list[Template]] = {}
    for template in read_templates("treatments.tsv"):
        grouped.setdefault(template.categories[0], []).append(template)
    return grouped


@cache
def _categories(table: str) -> Weighted[str]:
    share: dict[str, float] = toml("treatment_mix.toml")[table]
    return Weighted.of(list(share), list(share.values()))


def draw_category(rng: Random, claimant: Claimant) -> str:
    """A treatment category, as often as it is disputed for the worker's sort of injury."""
    return _categories("share_of_mind" if claimant.hurt_in_mind else "share").draw(rng)


@cache
def _fitting(category: str, region: str, limb: str) -> Weighted[Template] | None:
    found = [item for item in _by_category().get(category, []) if _fits(item.fits, region, limb)]
    weights = [item.weight for item in found]
    return Weighted.of(found, weights) if sum(weights) >= LEAST_CHOICE else None


def _fits(fits: frozenset[str], region: str, limb: str) -> bool:
    return (
        "*" in fits
        or region in fits
        or ("body" in fits and region in SPINE_AND_LIMBS)
        or ("joints" in fits and region in JOINTS)
        or (bool(limb) and limb in fits)
    )  # fmt: skip


def draw_treatment(rng: Random, category: str, claimant: Claimant, facts: Facts) -> Treatment | None:
    """A treatment of the category for one of the worker's injuries, or None where none fits."""
    injury = rng.choice(claimant.injuries)
    fitting = _fitting(category, injury.kind.region, injury.kind.limb)
    if fitting is None:
        return None
    others = [other for other in claimant.injuries if other is not injury]
    parts = [injury, *others] if category in TWO_PARTS_IN and rng.random() < TWO_PARTS else [injury]
    return fill(rng, fitting.draw(rng), parts, facts)


@cache
def _surgical_services() -> Weighted[Template]:
    templates = read_templates("surgical_services.tsv")
    return Weighted.of(templates, [item.weight for item in templates])


def draw_surgical_service(rng: Random, injury: Injury, facts: Facts) -> Treatment:
    """A service that is asked for along with an operation on the injured part."""
    return fill(rng, _surgical_services().draw(rng), (injury,), facts)


def fill(rng: Random, template: Template, parts: Sequence[Injury], facts: Facts) -> Treatment:
    """The template's treatment for the parts; its regions are those that its words name."""
    parts = parts if "{part}" in template.source else parts[:1]
    written = template.write(rng, {**facts, **_parts(rng, parts), "sessions": SESSIONS})
    course = draw_sessions(rng) if SESSIONS in written else Sessions("")
    return Treatment(
        text=written.replace(SESSIONS, course.left or course.whole),
        categories=template.categories,
        subcategory=template.subcategory,
        topic=template.topic,
        drugs=template.drugs,
        body_regions=_named_regions(template, parts),
        injury=parts[0],
        requested=written.replace(SESSIONS, course.whole) if course.left else None,
        authorized=written.replace(SESSIONS, course.granted) if course.granted else None,
    )


def _parts(rng: Random, parts: Sequence[Injury]) -> dict[str, str]:
    first = parts[0]
    part = " and ".join(injury.part for injury in parts)
    limb = first.kind.limb
    whose = rng.choice(("bilateral {} extremities", "{side} {} extremity")).replace("{side}", first.side)
    return {
        "side": first.side,
        "Side": sentence_case(first.side),
        "part": part,
        "Part": sentence_case(part),
        "limbs": whose.format(limb),
    }


def _named_regions(template: Template, parts: Sequence[Injury]) -> tuple[str, ...]:
    regions = set(template.regions)
    if "{part}" in template.source or "{Part}" in template.source:
        regions |= {injury.kind.region for injury in parts}
    if "{limbs}" in template.source:
        regions.add(LIMBS[parts[0].kind.limb])
    return tuple(sorted(regions))
