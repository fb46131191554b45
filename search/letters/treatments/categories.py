"""The treatment category that the Division's search form would give; letters never print one."""

import functools
import itertools
import operator
import re
from typing import Final

from search.letters.treatments.drugs import class_of, mentions_in
from search.letters.vocabulary import rows_of

PHARMACEUTICALS: Final = "Pharmaceuticals"
SURGERY: Final = "Surgery"
# Said in front of anything that goes with an operation; what follows the colon tells what it is.
PREFIX: Final = re.compile(
    r"^(?:(?:associated surgical services?|labs to include|pre-?op(?:erative)?(?: labs| testing)?"
    r"|post-?op(?:erative)?|post-?surgical|retrospective(?: request)?(?: for)?|prospective"
    r"|unknown|additional|initial|urgent|concurrent|purchase of|rental of|replacement of"
    r"|continued|trial of|one|\d+|an?|the)\b[\s:,;-]*)+"
)
ASSOCIATED: Final = re.compile(r"^associated surgical service")
# A drug's name outweighs these (`Lidocaine patch`), but not an injection or a test.
YIELDS_TO_DRUG: Final = frozenset(
    {PHARMACEUTICALS, "Evaluation & Management", "Rehabilitation", "DMEPOS", "Therapies"}
)
# The form of a drug that makes its class; through the skin, an opioid or a hormone stays what it is.
TOPICAL: Final = frozenset({"Topical Compounds", "Topical Analgesics"})
PAIN_DRUGS_FOR_SKIN: Final = frozenset(
    {
        "Anti-epilepsy drugs",
        "Antidepressant",
        "Injection",
        "Misc Analgesics",
        "Muscle Relaxant",
        "NSAID",
        *TOPICAL,
    }
)
# `12 sessions of`, `one month supply of`, `series of 3`: a measure of the treatment behind it.
NUMBER: Final = (
    r"\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|another|additional|further|initial"
    r"|unknown|unspecified|days?|weeks?|months?|years?|large|small"
)
MEASURE: Final = re.compile(
    rf"^(?:(?:{NUMBER})[ -]){{0,4}}"
    r"(?:supply|containers?|bottles?|box(?:es)?|tubes?|refills?|series|course|trial"
    r"|tablets?|tabs?|capsules?|caps?|patch(?:es)?|pills?|sessions?|visits?|treatments?|prescriptions?|packs?|packages?|sets?|units?|weeks?|months?|days?)"
    r" of (?:\d+ )?"
)
# The mark of patterns that look at all the words before the head alone is tried.
WHOLE: Final = "whole"
# What stands behind these words qualifies the treatment: `injection with consult`, `consult for surgery`.
QUALIFIER: Final = re.compile(
    r"[,;:(]|(?<!ultrasound )(?<!manipulation )"
    r"\b(?:with|for|to|under|of|including|prior|following|after|and|by|in|at|using|status|from)\b"
)


def category_of(words: str) -> tuple[str, str | None]:
    """Category and subcategory (None where the form has none) of mended `words`.

    Lines marked `whole` look at all the words first; then the words in front of the first qualifier decide if
    they can, else all of them.
    """
    plain = words.casefold()
    core = MEASURE.sub("", PREFIX.sub("", plain)) or plain
    head = core[: qualifier.start()] if (qualifier := QUALIFIER.search(core)) else core
    for reach, rules in ((len(core), _rules(WHOLE)), (len(head), _rules()), (len(core), _rules())):
        found = _named_in(core, reach, rules)
        if found:
            return found
    return (SURGERY, "Adjunct Surgical Services") if ASSOCIATED.match(plain) else ("Other", None)


Rules = tuple[tuple[str, str, re.Pattern[str]], ...]


def _named_in(core: str, reach: int, rules: Rules) -> tuple[str, str | None] | None:
    """What the first `reach` characters name; a combination that begins in them counts as a whole."""
    part = core[:reach]
    rule = next((rule for rule in rules if rule[2].search(part)), None)
    if rules is _rules(WHOLE):
        return (rule[0], rule[1] or None) if rule else None
    if (rule is None or rule[0] in YIELDS_TO_DRUG) and (drug_class := _class_within(core, reach)) is not None:
        on_skin = rule is not None and rule[1] in TOPICAL and drug_class in PAIN_DRUGS_FOR_SKIN
        return PHARMACEUTICALS, rule[1] if rule and on_skin else drug_class or None
    if rule and rule[0] == PHARMACEUTICALS and not rule[1]:
        return PHARMACEUTICALS, _class_within(core, len(core)) or None
    return (rule[0], rule[1] or None) if rule else None


def _class_within(core: str, reach: int) -> str | None:
    """Class of the drugs that begin in the first `reach` characters, empty for none, None without a drug."""
    drugs = [drug for mention in mentions_in(core) if mention.start < reach for drug in mention.drugs]
    return class_of(drugs) if drugs else None


@functools.cache
def _rules(reach: str = "") -> Rules:
    """Category, subcategory and pattern in the file's order; neighbours of one name are one pattern."""
    rows = (row for row in rows_of("treatment_categories.tsv", 4) if row[3] == reach)
    return tuple(
        (category, subcategory, re.compile("|".join(row[2] for row in neighbours)))
        for (category, subcategory), neighbours in itertools.groupby(rows, key=operator.itemgetter(0, 1))
    )
