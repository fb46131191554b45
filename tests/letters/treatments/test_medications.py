"""What is told of each drug: strength, form, quantity, refills, frequency; null where it is not told."""

import pytest

from search.letters.facts import DrugDetails
from search.letters.treatments import describe_treatment
from search.letters.treatments.medications import drug_details_in

HYDROCODONE = ("acetaminophen", "hydrocodone")


def only_drug(words: str) -> DrugDetails:
    (drug,) = drug_details_in(words)
    return drug


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("Norco 10/325 mg #60", "10/325 mg"),
        ("Norco10/325mg", "10/325mg"),
        ("Percocet 10/325 #90", "10/325"),
        ("Fioricet 50/325/40 #60", "50/325/40"),
        ("Suboxone 8mg/2mg film", "8mg/2mg"),
        ("5% Lidoderm patch", "5%"),
        ("Capsaicin 0.025% cream", "0.025%"),
        ("Tramadol HCl ER 150 mg", "150 mg"),
        ("Valium (diazepam) 5 mg", "5 mg"),
        ("Fentanyl patch 25 mcg/hr", "25 mcg/hr"),
        ("Vitamin D 50,000 units", "50,000 units"),
        ("Tylenol with codeine #3 #60", "#3"),
        ("Norco (6/4/14)", None),
        ("Norco 10/2 #60", None),
        ("Norco #60", None),
        ("Voltaren 100 g tube", None),
    ],
)
def test_the_strength_is_as_printed(words: str, strength: str | None) -> None:
    assert only_drug(words).strength == strength


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("Trezix caps #60", "capsule"),
        ("Norco 10/325 mg, 1 tab by mouth", "tablet"),
        ("30 tablets of Norco", "tablet"),
        ("Lidoderm 5% patches", "patch"),
        ("Voltaren gel 1%", "gel"),
        ("Ketoprofen 20% in cream base", "cream"),
        ("Ketoprofen cream or gel", None),
        ("Gel-One to the knee", None),
        ("Norco #60", None),
    ],
)
def test_the_form_is_told_in_the_singular(words: str, form: str | None) -> None:
    assert only_drug(words).form == form


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("Norco 10/325 mg #60", 60),
        ("Norco 10/325mg#60", 60),
        ("Norco 10/325 mg, QTY: 90", 90),
        ("Norco 10/325 mg quantity of ninety", 90),
        ("Norco 10/325 mg, 120 tablets", 120),
        ("Norco 10/325 mg x 30", 30),
        ("Sixty tablets of Norco", 60),
        ("Lidoderm patch, 2 boxes", 2),
        ("Tylenol #3, 60 tablets", 60),
        ("Tylenol with codeine #3", None),
        ("Norco 10/325 mg, 1-2 tablets every 4 hours", None),
        ("Norco, 12 tablets daily", None),
        ("Norco, 2 tablets", None),
        ("Norco #120, #90", None),
        ("Norco #60-90", None),
        ("Norco (unknown quantity)", None),
        ("Norco for 30 days", None),
        ("Voltaren gel, #60 grams", None),
    ],
)
def test_the_quantity_is_a_number_or_not_told(words: str, quantity: int | None) -> None:
    assert only_drug(words).quantity == quantity


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("Voltaren gel, #60 grams", "60 grams"),
        ("Ketoprofen 20% cream 240gm", "240gm"),
        ("Voltaren gel, apply 2 grams four times a day", None),
        ("Voltaren gel 1%", None),
    ],
)
def test_a_weight_is_an_amount_and_not_a_quantity(words: str, amount: str | None) -> None:
    assert only_drug(words).amount == amount


@pytest.mark.parametrize(
    ("words", "refills"),
    [
        ("Norco #60 with 2 refills", 2),
        ("Norco #60 with one refill", 1),
        ("Norco #60, refills: 3", 3),
        ("Norco #60 (refill x1)", 1),
        ("Norco, Qty: 10 Refills: 03", 3),
        ("Two refills of Norco #60", 2),
        ("Norco #60 with no refills", 0),
        ("Norco #60 with refills", None),
        ("Norco refill #60", None),
        ("Norco refill 30", None),
        ("Norco, 1-2 refills", None),
        ("Norco #60", None),
    ],
)
def test_refills_are_counted_where_told(words: str, refills: int | None) -> None:
    assert only_drug(words).refills == refills


@pytest.mark.parametrize(
    ("words", "frequency"),
    [
        ("Norco, one tab every 4-6 hours as needed", "every 4-6 hours as needed"),
        ("Norco 1 po BID #60", "BID"),
        ("Norco three times a day", "three times a day"),
        ("Ambien at bedtime prn", "at bedtime prn"),
        ("Norco q6h", "q6h"),
        ("Norco #60", None),
    ],
)
def test_the_frequency_is_as_printed(words: str, frequency: str | None) -> None:
    assert only_drug(words).frequency == frequency


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Hydrocodone/APAP 10/325 mg #60", "Hydrocodone/APAP"),
        (
            "Hydrocodone bitartrate and acetaminophen 10/325 mg #60",
            "Hydrocodone bitartrate and acetaminophen",
        ),
        ("Norco (hydrocodone/APAP) 10/325 mg #60", "Norco"),
        ("Norco 10/325 mg (hydrocodone/APAP) #60", "Norco"),
    ],
)
def test_a_combination_is_one_drug_however_it_is_named(words: str, name: str) -> None:
    drug = only_drug(words)
    assert (drug.name, drug.ingredients, drug.quantity) == (name, HYDROCODONE, 60)


@pytest.mark.parametrize(
    "words", ["Norco 10/325 mg #60 and Soma 350 mg #90", "60 tablets of Norco and 90 tablets of Soma"]
)
def test_each_of_several_drugs_has_its_own_quantity(words: str) -> None:
    assert [(drug.name, drug.quantity) for drug in drug_details_in(words)] == [("Norco", 60), ("Soma", 90)]


def test_two_drugs_in_a_row_share_nothing() -> None:
    assert [drug.quantity for drug in drug_details_in("Naproxen, Omeprazole #60")] == [None, 60]


def test_what_is_told_of_a_compound_stands_with_each_of_its_parts() -> None:
    words = "Ketoprofen 10%/Baclofen 5%/Lidocaine/Menthol 2% cream, 120 grams #1 with 2 refills"
    told = [(drug.name, drug.strength) for drug in drug_details_in(words)]
    assert told == [("Ketoprofen", "10%"), ("Baclofen", "5%"), ("Lidocaine", None), ("Menthol", "2%")]
    assert {(drug.form, drug.amount, drug.quantity, drug.refills) for drug in drug_details_in(words)} == {
        ("cream", "120 grams", 1, 2)
    }


def test_a_blood_level_dispenses_no_drug() -> None:
    assert describe_treatment("Testosterone level").details.drugs == ()
