"""Treatments' words give category, drugs and body regions."""

from pathlib import Path

import pytest

from search.letters.treatments import describe_treatment

CASES = [
    [*line.split("\t"), "", ""][:4]
    for line in Path(__file__).with_name("classified.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("words", "categories", "drugs", "regions"), CASES, ids=[case[0] for case in CASES])
def test_a_treatment_is_classified_by_its_words(
    words: str, categories: str, drugs: str, regions: str
) -> None:
    described = describe_treatment(words)
    assert described.category in categories.split("|")
    assert ",".join(described.drugs) == drugs
    assert ",".join(described.body_regions) == regions


@pytest.mark.parametrize(
    ("words", "subcategory"),
    [
        ("Norco 10/325mg", "Opioids"),
        ("Voltaren gel 1%", "Topical Analgesics"),
        ("Left knee arthroscopy", "Arthroscopic"),
        ("TENS unit", "Electrical Stimulation"),
        ("Acupuncture", "Acupuncture"),
        ("Transportation", None),
        ("Fentanyl patch 50 mcg/hr", "Opioids"),
        ("Testosterone gel", "Androgens & Anabolic Steroids"),
        ("60 tablets of Tramadol ER", "Opioids"),
        ("Unknown prescription of Norco", "Opioids"),
        ("Ketoprofen 10%, Baclofen 5% in cream base", "Topical Compounds"),
        ("Ketoprofen 10%/Baclofen 5%, 120 g", "Topical Compounds"),
    ],
)
def test_a_treatment_has_the_forms_subcategory(words: str, subcategory: str | None) -> None:
    assert describe_treatment(words).subcategory == subcategory


@pytest.mark.parametrize(
    ("combination", "subcategory"),
    [
        ("Percodan #30", "Opioids"),
        ("Vicoprofen #30", "Opioids"),
        ("Tylenol with codeine #3", "Opioids"),
        ("Acetaminophen and codeine 300/30 mg", "Opioids"),
        ("Promethazine with codeine", "Opioids"),
        ("Fioricet with codeine", "Opioids"),
        ("Soma compound with codeine", "Opioids"),
        ("Talwin NX", "Opioids"),
        ("Fiorinal #30", "Barbiturates"),
        ("Soma compound #30", "Muscle Relaxant"),
        ("Treximet 85/500 mg", "Antimigraine Agent"),
        ("Duexis #90", "NSAID"),
        ("Vimovo #60", "NSAID"),
        ("Arthrotec 75 mg", "NSAID"),
    ],
)
def test_a_combination_has_the_class_of_its_strongest_part(combination: str, subcategory: str) -> None:
    described = describe_treatment(combination)
    assert (described.category, described.subcategory) == ("Pharmaceuticals", subcategory)


def test_words_that_name_nothing_are_other() -> None:
    described = describe_treatment("Something")
    assert (described.category, described.drugs, described.body_regions) == ("Other", (), ())


def test_a_level_makes_the_spine_its_region_and_a_code_does_not() -> None:
    assert describe_treatment("Spinal injection L4-5 and c5-6").body_regions == ("low back", "neck")
    assert describe_treatment("Item L1832 and T5").body_regions == ("upper back",)
