"""The data files hold what their readers expect."""

import re

from search.letters.treatments.phrases import words_of
from search.letters.vocabulary import rows_of

REGIONS = {
    "head", "eye", "jaw/teeth", "neck", "upper back", "low back", "chest", "abdomen", "shoulder",
    "arm", "elbow", "wrist/hand", "hip/groin", "leg", "knee", "ankle/foot", "spine", "mind", "-",
}  # fmt: skip
CATEGORIES = {
    "Diagnostic Testing", "DMEPOS", "Evaluation & Management", "Home Health", "Injection", "Pharmaceuticals",
    "Programs", "Psych Services", "Rehabilitation", "Surgery", "Therapies", "Transportation", "Other",
}  # fmt: skip


def test_each_drug_stands_once_in_small_letters() -> None:
    names = [name for name, _, _ in rows_of("drugs.tsv", 3)]
    assert len(names) == len(set(names)) >= 500
    assert all(name == name.casefold() for name in names)


def test_no_brand_stands_twice_in_one_line() -> None:
    for name, _, brands in rows_of("drugs.tsv", 3):
        keys = [tuple(words_of(brand)) for brand in brands.split(",")]
        assert len(keys) == len(set(keys)), name


def test_regions_and_categories_are_those_of_the_label_contract() -> None:
    assert {region for region, _ in rows_of("body_regions.tsv", 2)} == REGIONS
    assert {row[0] for row in rows_of("treatment_categories.tsv", 4)} == CATEGORIES


def test_category_patterns_compile_and_are_written_in_small_letters() -> None:
    for _, _, pattern, _ in rows_of("treatment_categories.tsv", 4):
        re.compile(pattern)
        assert re.sub(r"\\[A-Z]", "", pattern) == re.sub(r"\\[A-Z]", "", pattern).lower()
