"""The data files hold what their readers expect."""

import re

from search.letters.treatments.phrases import words_of
from search.letters.vocabulary import lines_of, rows_of

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


def test_each_class_of_drugs_has_its_one_place_in_the_order() -> None:
    ranked = lines_of("drug_classes.txt")
    assert len(ranked) == len(set(ranked))
    assert {drug_class for _, drug_class, _ in rows_of("drugs.tsv", 3) if drug_class} == set(ranked)


# Names that take up another drug's name without holding it.
OTHER_DRUGS = {"unisom gels", "dulcolax stool softener"}


def test_a_longer_name_keeps_the_ingredients_of_the_shorter_one_that_it_begins_with() -> None:
    ingredients: dict[tuple[str, ...], set[str]] = {}
    for name, _, brands in rows_of("drugs.tsv", 3):
        for phrase in (name, *brands.split(",")):
            ingredients.setdefault(tuple(words_of(phrase)), set()).add(name)
    lost = {
        " ".join(phrase)
        for phrase, named in ingredients.items()
        for length in range(1, len(phrase))
        if not ingredients.get(phrase[:length], set()) <= named | {"insulin"}
    }
    assert lost == OTHER_DRUGS


def test_forms_sides_and_number_words_stand_once() -> None:
    for file_name in ("drug_forms.tsv", "sides.tsv"):
        phrases = [tuple(words_of(phrase)) for _, row in rows_of(file_name, 2) for phrase in row.split(",")]
        assert len(phrases) == len(set(phrases)), file_name
    assert all(int(value) > 0 for _, value in rows_of("number_words.tsv", 2))


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
