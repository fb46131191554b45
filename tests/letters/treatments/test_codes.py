"""Procedure codes, and numbers that only look like them."""

import pytest

from search.letters.treatments.codes import cpt_codes_in, hcpcs_codes_in


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Therapeutic exercise (97110)", ("97110",)),
        ("CPT 64483, 64484", ("64483", "64484")),
        ("CPT codes: 97110, 97140-GP x 12", ("97110", "97140")),
        ("Platelet injection, CPT code 0232T", ("0232T",)),
        ("CPT 97110 twice, 97110", ("97110",)),
        ("Code 97110 at $12000", ("97110",)),
        ("Heparin 10000 units", ()),
        ("Item 97110", ()),
    ],
)
def test_cpt_codes_need_a_label_or_parentheses(words: str, codes: tuple[str, ...]) -> None:
    assert cpt_codes_in(words) == codes


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("TENS unit E0730", ("E0730",)),
        ("Brace (L1832), injection J1030", ("L1832", "J1030")),
        ("HCPCS S9090", ("S9090",)),
        ("Brace, ICD code M5416", ()),
        ("Therapy M5416", ()),
        ("Model XE0730", ()),
    ],
)
def test_hcpcs_codes_are_told_from_diagnoses(words: str, codes: tuple[str, ...]) -> None:
    assert hcpcs_codes_in(words) == codes
