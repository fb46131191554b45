"""The treatment category that the Division's search form would give; letters never print one."""

import functools
import itertools
import operator
import re
from typing import Final

from search.letters.treatments.drugs import Drug, drugs_in
from search.letters.vocabulary import rows_of

PHARMACEUTICALS: Final = "Pharmaceuticals"
SURGERY: Final = "Surgery"
# Said in front of anything that goes with an operation; what follows the colon tells what it is.
PREFIX: Final = re.compile(
    r"^(?:(?:associated surgical services?|labs to include|pre-?op(?:erative)?(?: labs| testing)?"
    r"|post-?op(?:erative)?|post-?surgical|retrospective(?: request)?(?: for)?|prospective"
    r"|unknown|additional|initial|urgent|outpatient|concurrent|purchase of|rental of|replacement of"
    r"|continued|trial of|one|\d+|an?|the)\b[\s:,;-]*)+"
)
ASSOCIATED: Final = re.compile(r"^associated surgical service")
# A drug's name outweighs these (`Lidocaine patch`), but not an injection or a test.
YIELDS_TO_DRUG: Final = frozenset(
    {PHARMACEUTICALS, "Evaluation & Management", "Rehabilitation", "DMEPOS", "Therapies"}
)
MINOR_CLASS: Final = "Misc Analgesics"
# The form of a drug that makes its class.
TOPICAL: Final = frozenset({"Topical Compounds", "Topical Analgesics"})
# `12 sessions of`, `one month supply of`, `series of 3`: a measure of the treatment behind it.
MEASURE: Final = re.compile(
    r"^(?:[\w-]+ ){0,4}?(?:supply|containers?|bottles?|box(?:es)?|tubes?|refills?|series|course|trial"
    r"|sessions?|visits?|treatments?|prescriptions?|packs?|packages?|sets?|units?|weeks?|months?|days?|injections?)"
    r" of (?:\d+ )?"
)
# What stands behind these words qualifies the treatment: `injection with consult`, `consult for surgery`.
QUALIFIER: Final = re.compile(
    r"[,;:(]|(?<!ultrasound )(?<!manipulation )"
    r"\b(?:with|for|to|under|of|including|prior|following|after|and|by|in|at|using|status|from)\b"
)


def category_of(words: str) -> tuple[str, str | None]:
    """Category and subcategory (None where the form has none) of mended `words`.

    The words in front of the first qualifier decide if they can, else all of them.
    """
    plain = words.casefold()
    core = MEASURE.sub("", PREFIX.sub("", plain)) or plain
    head = core[: qualifier.start()] if (qualifier := QUALIFIER.search(core)) else core
    for part in (head, core):
        found = _named_in(part)
        if found:
            return found
    return (SURGERY, "Adjunct Surgical Services") if ASSOCIATED.match(plain) else ("Other", None)


def _named_in(part: str) -> tuple[str, str | None] | None:
    rule = next((rule for rule in _rules() if rule[2].search(part)), None)
    if (rule is None or rule[0] in YIELDS_TO_DRUG) and (named := drugs_in(part)):
        topical = rule[1] if rule and rule[1] in TOPICAL else None
        return PHARMACEUTICALS, topical or _class_of(named)
    return (rule[0], rule[1] or None) if rule else None


def _class_of(drugs: tuple[Drug, ...]) -> str | None:
    """The class that tells most: of hydrocodone with acetaminophen it is the opioid."""
    classes = [drug.drug_class for drug in drugs if drug.drug_class]
    return min(classes, key=MINOR_CLASS.__eq__, default=None)


@functools.cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Category, subcategory and pattern in the file's order; neighbours of one name are one pattern."""
    neighbours = itertools.groupby(rows_of("treatment_categories.tsv", 3), key=operator.itemgetter(0, 1))
    return tuple(
        (category, subcategory, re.compile("|".join(pattern for _, _, pattern in rows)))
        for (category, subcategory), rows in neighbours
    )
