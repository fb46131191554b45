"""Social Security numbers: with separators, as nine digits behind a label, and the last four of one.

A number that stands behind a label of another kind (`claim number`, `lot`) is not one.
Source of the form: 20 CFR 422.103, and the Social Security Administration's list of numbers never issued.
"""

import re
from collections.abc import Iterator
from typing import Final

from search.letters.identifiers.identifier import Hit
from search.letters.identifiers.word_lists import any_of

PARTED: Final = re.compile(
    r"(?<![\w.$-])(?<!\d/)(?P<area>\d{3})(?P<first>[ \n]?-[ \n]?|[ \n.])(?P<group>\d{2})"
    r"(?P<second>[ \n]?-[ \n]?|[ \n.])(?P<serial>\d{4})(?![\w%]|[-./]\d)"
)
LABEL: Final = re.compile(
    r"(?<!\w)(?=[Ss])(?:S[ ]?\.?[ ]?S[ ]?\.?[ ]?[NA](?![A-Za-z])\.?|SS[ ]?(?=#|no\b|num)"
    r"|soc(?:ial|\.)?[ \n]sec(?:urity|\.)?(?![ \n]dis))"
    r"(?:[ \n]?(?:account|number|num|no|nr|is|was|of|as|listed|the|patient's|claimant's|card|ssn)\b\.?){0,5}"
    r"[ \n]?[#:=(\[-]{0,3}[ \n]?",
    re.IGNORECASE,
)
LABELLED: Final = re.compile(r"\d{3}[ \n.-]{0,3}\d{2}[ \n.-]{0,3}\d{4}(?!\d)")
LAST_FOUR: Final = re.compile(r"(?:ending|ends|last)[ \n](?:in|with|four|4)[ \n]?:?[ \n]?", re.IGNORECASE)
LAST_FOUR_OF: Final = re.compile(
    r"\blast[ \n](?:four|4)(?:[ \n]digits)?(?:[ \n]of)?(?:[ \n](?:the|his|her))?[ \n]\Z", re.IGNORECASE
)
FOUR_DIGITS: Final = re.compile(r"\d{4}(?![\d/-])")
# What is left of a masked number still tells one person from another.
MASKED: Final = re.compile(
    r"(?<![\w*#])[X*#]{3}[ \n]?-?[ \n]?[X*#]{2}[ \n]?-?[ \n]?\d{4}(?![\w-])", re.IGNORECASE
)
OTHER_NUMBER: Final = re.compile(
    rf"(?<!\w)(?:{any_of('labels_of_other_numbers.txt')})[ \n]?(?:numbers?|nos?\b\.?|id|#)?"
    r"(?:[ \n](?:is|was|of))?[ \n]?[#:]?[ \n]?\Z",
    re.IGNORECASE,
)
REACH_OF_LABEL: Final = 40


def find_social_security_numbers(text: str) -> Iterator[Hit]:
    """Places of Social Security numbers, with or without a label."""
    for match in PARTED.finditer(text):
        if _is_plausible(match) and not has_other_label(text, match.start()):
            yield Hit(*match.span(), "ssn")
    for label in LABEL.finditer(text):
        number = LABELLED.match(text, label.end()) or _last_four(text, label)
        if number:
            yield Hit(*number.span(), "ssn")
    for match in MASKED.finditer(text):
        yield Hit(*match.span(), "ssn")


def has_other_label(text: str, start: int) -> bool:
    """True where the number at `start` is labelled as a claim, a lot, a page or the like."""
    return OTHER_NUMBER.search(text, max(0, start - REACH_OF_LABEL), start) is not None


def _last_four(text: str, label: re.Match[str]) -> re.Match[str] | None:
    behind = LAST_FOUR.match(text, label.end())
    before = LAST_FOUR_OF.search(text, max(0, label.start() - REACH_OF_LABEL), label.start())
    if behind or before:
        return FOUR_DIGITS.match(text, behind.end() if behind else label.end())
    return None


def _is_plausible(match: re.Match[str]) -> bool:
    """Dashes are proof enough; others part measurements and years, too, so the number must be issuable."""
    if "-" in match["first"] and "-" in match["second"]:
        return True
    if match["first"].strip() != match["second"].strip():
        return False
    if 1900 <= int(match["serial"]) < 2100:
        return False
    issuable = match["area"] not in {"000", "666"} and match["area"] < "900"
    return issuable and match["group"] != "00" and match["serial"] != "0000"
