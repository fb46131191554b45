"""What a letter says, as typed values: the one vocabulary that the reader and the rest of the portal share.

Words as in the letters: *upheld* means that the denial stands, *overturned* that the treatment is necessary.
A value that the letter does not hold is None (or empty); one that could not be read is also a `Finding`.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

UPHELD: Final = "upheld"
OVERTURNED: Final = "overturned"
UNREAD: Final = "unread"

NO_SPANS: Final[Mapping[str, "Span"]] = MappingProxyType({})


# What became of the denial, in full words: readers get "upheld" the wrong way round.
OUTCOMES: Final[Mapping[str, str]] = MappingProxyType(
    {UPHELD: "Denial upheld", OVERTURNED: "Denial overturned: treatment approved"}
)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a letter: `page` from 1, `start` and `end` as character offsets in `LetterText.full`."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Guideline:
    """One cited guideline; `family` is MTUS, ODG, ACOEM (cited outside the MTUS) or Other.

    `title` is the chapter for the MTUS, for the others the citation's own words after the family's name.
    `key` is stable across spellings (`mtus/low-back-complaints`): two citations of one chapter share it;
    `section_keys` stand in the order of `sections`.
    """

    family: str
    title: str | None = None
    year: int | None = None
    sections: tuple[str, ...] = ()
    pages: str | None = None
    key: str = ""
    section_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact that could not be read, or that contradicts another: which, why, and where if that is known."""

    field: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reviewer:
    """The expert reviewer: states of licensure and board specialties, in the letter's order."""

    states: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimant:
    """The injured worker: age in years, sex as `female` or `male`, both from the case summary."""

    age: int | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class DrugDetails:
    """One drug or combination as a treatment asks for it; what is not told is None.

    `name` and `strength` (`10/325 mg`) are as printed, `ingredients` generic names, sorted; `form` is in the
    singular (`tablet`). `quantity` counts units or containers (`#60`), `amount` is a printed weight or
    volume (`120 grams`), `frequency` the printed words of how often it is taken. What is told of a compound
    stands with each of its parts.
    """

    name: str
    ingredients: tuple[str, ...]
    strength: str | None = None
    form: str | None = None
    quantity: int | None = None
    amount: str | None = None
    refills: int | None = None
    frequency: str | None = None


@dataclass(frozen=True, slots=True)
class Visits:
    """Sessions asked for: `count` in all, `per_week`, for how many `weeks`; None where that is not told."""

    count: int | None = None
    per_week: int | None = None
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class TreatmentDetails:
    """What a treatment's words say beside its category, drugs and regions; empty or None where they do not.

    `laterality` holds `left`, `right` and `bilateral`, sorted (two where each side has its own part).
    `spinal_levels` are adjacent pairs (`L4-L5`) and single vertebrae or nerve roots (`L4`) in the spine's
    order, a longer range as all of its pairs. Codes are as printed, each once, in the letter's order.
    """

    drugs: tuple[DrugDetails, ...] = ()
    laterality: tuple[str, ...] = ()
    spinal_levels: tuple[str, ...] = ()
    visits: Visits | None = None
    cpt_codes: tuple[str, ...] = ()
    hcpcs_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Determination:
    """One disputed item and what was decided of it; `number` counts from 1 in the letter's order.

    `outcome` is `upheld` or `overturned`. Texts are mended for reading (line wraps folded, hyphenation
    rejoined, paragraphs of the rationale kept as a blank line); `spans` gives the place of
    `treatment`, `outcome`, `rationale`, `claims_administrator_citation` and `reviewer_citation` as printed.
    """

    number: int
    treatment: str
    requested: str | None
    outcome: str
    category: str
    subcategory: str | None
    drugs: tuple[str, ...]
    body_regions: tuple[str, ...]
    claims_administrator_citation: str
    reviewer_citation: str
    claims_administrator_guidelines: tuple[Guideline, ...]
    reviewer_guidelines: tuple[Guideline, ...]
    rationale: str
    details: TreatmentDetails = TreatmentDetails()
    spans: Mapping[str, Span] = field(default_factory=lambda: NO_SPANS)


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything that was read from one letter; `layout` is the variant's letter (`E`), or `unread`.

    `spans` has a key for each fact that the letter prints (`case_number`, `decided_on`, `reviewer.states`,
    `claimant.age`, `case_summary`, ...). `unread_reason` is a sentence, set only where `layout` is `unread`.
    """

    layout: str
    case_number: str | None = None
    priority: str | None = None
    assigned_on: datetime.date | None = None
    injured_on: datetime.date | None = None
    decided_on: datetime.date | None = None
    ur_denied_on: datetime.date | None = None
    received_on: datetime.date | None = None
    reviewer: Reviewer = Reviewer()
    claimant: Claimant = Claimant()
    case_summary: str = ""
    determinations: tuple[Determination, ...] = ()
    findings: tuple[Finding, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=lambda: NO_SPANS)
    unread_reason: str | None = None
