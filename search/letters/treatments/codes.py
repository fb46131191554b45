"""Procedure codes that a treatment prints: CPT and HCPCS level II."""

import re
from typing import Final

LABEL: Final = re.compile(r"\b(?:cpt|hcpcs|codes?)\b", re.IGNORECASE)
DIAGNOSIS: Final = re.compile(r"\b(?:icd|dx|diagnos\w{1,5})\b", re.IGNORECASE)
# Five digits, or the four and a letter of categories II and III; a modifier may follow (`97110-GP`).
CPT: Final = re.compile(r"(?<![\w$#.,-])(\d{5}|\d{4}[TF])(?!\w|[.,]\d|-\d{3}|\s?(?:units?|iu|mg|mcg)\b)")
CPT_ALONE: Final = re.compile(r"\(\s?(\d{5}|\d{4}T)(?:-\w{2})?\s?\)")
# Letters that no label is needed for: equipment, procedures, drugs, orthotics and prosthetics.
HCPCS_ALONE: Final = re.compile(r"(?<![\w-])[AEGJKLQ]\d{4}(?![\w.])")
HCPCS: Final = re.compile(r"(?<![\w-])[A-EGHJ-MP-V]\d{4}(?![\w.])")


def cpt_codes_in(words: str) -> tuple[str, ...]:
    """CPT codes behind a label (`CPT`, `code`) or alone in parentheses; five digits elsewhere are no code."""
    pattern = CPT if LABEL.search(words) else CPT_ALONE
    return tuple(dict.fromkeys(pattern.findall(words)))


def hcpcs_codes_in(words: str) -> tuple[str, ...]:
    """HCPCS codes (`E0730`); none where the words name a diagnosis, whose codes look alike."""
    if DIAGNOSIS.search(words):
        return ()
    pattern = HCPCS if LABEL.search(words) else HCPCS_ALONE
    return tuple(dict.fromkeys(pattern.findall(words)))
