"""What the words behind a drug's name tell of its dispensing: strength, form, quantity, refills, frequency.

Each reader takes any words and gives None where nothing, or more than one thing, is told.
"""

import functools
import re
from typing import Final

from search.letters.treatments.counting import in_digits, only_value
from search.letters.treatments.phrases import PhraseTable, table_of
from search.letters.vocabulary import rows_of

NUMBER: Final = r"(?:\d{1,3},\d{3}|\d{0,6}\.\d{1,4}|\d{1,6})"
STRENGTH_WORDS: Final = (
    rf"(?<![\w.#/-]){NUMBER}(?:\s?(?:mg|mcg|%)?\s?[/-]\s?{NUMBER}){{0,3}}\s?(?:mgs?|mcgs?|ug|%|units?|iu|meq)"
    rf"(?:\s?/\s?(?:{NUMBER})?\s?(?:ml|gm?|hrs?|hour|h|actuation))?(?![A-Za-z0-9])"
)
STRENGTH: Final = re.compile(STRENGTH_WORDS, re.IGNORECASE)
# `Percocet 10/325`: right behind the name, and with a number that no day or month has.
STRENGTH_PAIR: Final = re.compile(r"\W{0,3}((?:\d{1,3}(?:\.\d)?/){1,2}\d{1,3}(?:\.\d)?)(?![\w/%]|\.\d)")
HIGHEST_OF_DATES: Final = 31
WEIGHT: Final = r"(?:g|gms?|gr|grams?|mls?|milliliters?|cc|oz|ounces?)"
# A number with one of these behind it is a dose, not what is dispensed.
DOSE: Final = (
    r"(?!\s?(?:by|oral|orally|p\.?o|every|each|once|twice|daily|nightly|weekly|at|a|per|times|prn|as|q\.?\d?[dh]?|b\.?i\.?d|t\.?i\.?d|\d)\b)"
    r"(?!\s?/)"
)
AMOUNT: Final = re.compile(
    rf"(?<!apply )(?<!take )(?<!use )(?<![\w./-])({NUMBER}\s?{WEIGHT})\b{DOSE}", re.IGNORECASE
)
MARKED: Final = re.compile(
    r"(?:#|\b(?:qty|quantity|dispense|disp|count)\b\.?)\s?(?:of|:|=|#|is)?\s?#?(\d{1,4})"
    rf"(?![\d%]|\.\d|/\d|\s?-\s?\d|\s?(?:mgs?|mcgs?|{WEIGHT})\b)"
)
# Fewer than ten loose tablets are as likely a dose.
LOOSE: Final = re.compile(
    r"(?<![\w.#/-])(\d{2,4})\s?(?:count|ct|tablets?|tabs?|capsules?|caps?|patches|pills|lozenges|films)\b"
    rf"{DOSE}|\bx\s?(\d{{2,4}})\b(?!\s?(?:day|week|month|mg|refill|hour))"
)
CONTAINERS: Final = re.compile(
    r"(?<![\w.#/-])(\d{1,3})\s?(?:boxes|box|tubes?|bottles?|containers?|packs?|packages?|kits?|cartons?)\b"
)
MOST_REFILLS: Final = 12
REFILLS: Final = re.compile(
    r"(?<![\w.#/-])(\d{1,2})\s?(?:additional |more |monthly )?refills?\b(?!\s?[:=x]?\s?\d)"
    r"|\brefills?\s?(?:x|:|of|=|\()?\s?(\d{1,2})\b(?!\s?(?:mg|mcg|tab|cap|day|week|month|-|/|\.\d|%))"
)
NO_REFILLS: Final = re.compile(r"\b(?:no|without|zero) (?:additional )?refills?\b")
SPAN_OF_TIME: Final = r"(?:\d{1,2}(?:\s?(?:-|to|/)\s?\d{1,2})?|one|two|three|four|six|eight|twelve)"
FREQUENCY: Final = re.compile(
    rf"\b(?:(?:once|twice|(?:{SPAN_OF_TIME})\s?(?:times?|x))(?:\s?(?:a|per|each|every|/))?\s?(?:day|daily|week|weekly|month|night)"
    rf"|every (?:{SPAN_OF_TIME} )?(?:hours?|hrs?|days?|night|morning|evening|bedtime|week|month|other day)"
    r"|q\.? ?\d{1,2}(?:-\d{1,2})? ?(?:hours?|hrs?|h)|q\.?h\.?s|q\.?d|q\.?am|q\.?pm"
    r"|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|daily|nightly|weekly|at (?:bedtime|night))\b(?:,? (?:as needed|prn)\b)?",
    re.IGNORECASE,
)


def strength_in(words: str) -> str | None:
    """The strength as printed: `10/325 mg`, `5%`, or `10/325` where it is the first of `words`."""
    strength, pair = STRENGTH.search(words), STRENGTH_PAIR.match(words)
    if strength and not (pair and pair.start(1) < strength.start()):
        return strength[0]
    if pair and max(map(float, pair[1].split("/"))) > HIGHEST_OF_DATES:
        return pair[1]
    return strength[0] if strength else None


def form_in(words: str) -> str | None:
    """The form in the singular: `tablet`, `patch`, `cream`."""
    forms = {form for found in _forms().find(words) for form in found.value}
    return forms.pop() if len(forms) == 1 else None


def quantity_in(words: str) -> int | None:
    """Units or containers dispensed; a marked number (`#60`, `QTY: 2`) goes before `60 tablets`."""
    plain = in_digits(words)
    for pattern in (MARKED, LOOSE, CONTAINERS):
        found = {int(next(filter(None, match.groups()))) for match in pattern.finditer(plain)}
        if found:
            return only_value(found)
    return None


def amount_in(words: str) -> str | None:
    """The weight or volume dispensed, as printed: `120 grams`."""
    found = {match[1] for match in AMOUNT.finditer(words)}
    return found.pop() if len(found) == 1 else None


def refills_in(words: str) -> int | None:
    """The number of refills; 0 only where the words say that there are none."""
    plain = in_digits(words)
    if NO_REFILLS.search(plain):
        return 0
    found = {int(match[1] or match[2]) for match in REFILLS.finditer(plain)}
    refills = only_value(found)
    return refills if refills is not None and refills <= MOST_REFILLS else None


def frequency_in(words: str) -> str | None:
    """How often it is taken, as printed: `twice a day`, `every 4-6 hours as needed`."""
    frequency = FREQUENCY.search(words)
    return frequency[0] if frequency else None


@functools.cache
def _forms() -> PhraseTable[tuple[str, ...]]:
    return table_of(rows_of("drug_forms.tsv", 2))
