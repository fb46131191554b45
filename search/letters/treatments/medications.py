"""Each drug that a treatment names, with the words that belong to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search.letters.facts import DrugDetails
from search.letters.treatments.drugs import drug_names, mentions_in
from search.letters.treatments.phrases import WORD
from search.letters.treatments.prescriptions import (
    STRENGTH_WORDS,
    amount_in,
    form_in,
    frequency_in,
    quantity_in,
    refills_in,
    strength_in,
)

# Words in front of a name are its own where they end so: `60 tablets of Norco`, `5% lidocaine`.
LEADS: Final = re.compile(rf"(?:\bof|{STRENGTH_WORDS})\s?\Z", re.IGNORECASE)
REACH_OF_LEAD: Final = 60
# What stands between two parts of one compound.
COMPOUND_GAP: Final = re.compile(
    r"[\s,/&;+()-]{0,6}(?:\d{0,3}(?:\.\d{1,4})?\s?%)?[\s,/&;+()-]{0,6}(?:(?:and|with)\b)?[\s,/&;+()-]{0,6}",
    re.IGNORECASE,
)
# Names of analgesics with codeine are numbered by strength: `Tylenol with codeine #3`.
NUMBERED_STRENGTH: Final = re.compile(r"\s?(#[234])(?!\d)")
NUMBERED: Final = frozenset({"acetaminophen", "codeine"})


@dataclass(frozen=True, slots=True)
class NamedDrug:
    """A mention with its name as printed, the words in front of it that are its own, and those behind it."""

    name: str
    ingredients: tuple[str, ...]
    lead: str
    tail: str

    @property
    def strength(self) -> str | None:
        numbered = NUMBERED_STRENGTH.match(self.tail) if set(self.ingredients) == NUMBERED else None
        return numbered[1] if numbered else strength_in(self.tail) or strength_in(self.lead)


def drug_details_in(words: str) -> tuple[DrugDetails, ...]:
    """Drugs and combinations in order, each with what the words tell of it."""
    return tuple(details for group in _compounds(_named(words)) for details in _details(group))


def _named(words: str) -> list[NamedDrug]:
    mentions = mentions_in(words)
    named: list[NamedDrug] = []
    for number, mention in enumerate(mentions):
        start = _lead_start(words, mentions[number - 1].end if number else 0, mention.start)
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        end = _lead_start(words, mention.end, following.start) if following else len(words)
        named.append(
            NamedDrug(
                words[mention.start : mention.end],
                drug_names(mention.drugs),
                words[start : mention.start],
                words[mention.end : end],
            )
        )
    return named


def _lead_start(words: str, low: int, start: int) -> int:
    """Where the words begin that stand in front of a name at `start` and are its own."""
    if not LEADS.search(words, max(low, start - REACH_OF_LEAD), start):
        return start
    comma = max(words.rfind(",", low, start), words.rfind(";", low, start))
    conjunction = words.rfind(" and ", low, start)
    cut = max(comma, conjunction)
    return cut + 1 if cut >= 0 else (low if low == 0 else start)


def _compounds(named: list[NamedDrug]) -> Iterator[list[NamedDrug]]:
    """Parts of one compound together, any other drug alone."""
    group: list[NamedDrug] = []
    for drug in named:
        group.append(drug)
        if not COMPOUND_GAP.fullmatch(drug.tail):
            yield from _checked(group)
            group = []
    yield from _checked(group)


def _checked(group: list[NamedDrug]) -> list[list[NamedDrug]]:
    is_compound = any("%" in (drug.strength or "") for drug in group[:-1])
    return [group] if is_compound else [[drug] for drug in group]


def _details(group: list[NamedDrug]) -> Iterator[DrugDetails]:
    lead, tail = group[0].lead, _without_number(group[-1])
    form = form_in(tail) or form_in(lead)
    quantity = quantity_in(tail)
    refills = refills_in(tail)
    for drug in group:
        yield DrugDetails(
            name=drug.name,
            ingredients=drug.ingredients,
            strength=drug.strength,
            form=form or _form_of_name(drug.name),
            quantity=quantity_in(lead) if quantity is None else quantity,
            amount=amount_in(tail) or amount_in(lead),
            refills=refills_in(lead) if refills is None else refills,
            frequency=frequency_in(tail),
        )


def _without_number(drug: NamedDrug) -> str:
    """The words behind a name, without the number that is its strength."""
    strength = drug.strength or ""
    return drug.tail.replace(strength, " ", 1) if strength.startswith("#") else drug.tail


def _form_of_name(name: str) -> str | None:
    """`Voltaren gel` ends with its form; the `Gel` of Gel-One is none."""
    last = WORD.findall(name)[-1:]
    return form_in(last[0]) if last else None
